import { randomUUID } from 'node:crypto';

import {
  type FunctionConfiguration,
  ListVersionsByFunction$,
  type ListVersionsByFunctionRequest,
  type ListVersionsByFunctionResponse,
  PublishVersion$,
  type PublishVersionRequest,
} from '@aws-sdk/client-lambda';

import { operation } from '../service/operation.js';
import { pageOf, versionsOf } from './function-pages.js';
import { lastModified } from './function-shape.js';
import { functionOf, invalidValue, onFunction, refuseOtherRevision } from './lambda-access.js';
import { LATEST, type LambdaFunction, latestOf } from './lambda-state.js';

/** Members of a configuration that are different for every version. */
const OF_EACH_VERSION = new Set(['FunctionArn', 'Version', 'RevisionId', 'LastModified', 'Description']);

export const publishVersion = operation<PublishVersionRequest, FunctionConfiguration>({
  schema: PublishVersion$,
  access: (input, call) => [onFunction(call, input, { action: 'lambda:PublishVersion' })],
  handle: (input, call) => {
    const found = functionOf(call, input);
    const { configuration, code } = latestOf(found);
    refuseOtherRevision(input.RevisionId, configuration.RevisionId);
    if (input.CodeSha256 !== undefined && input.CodeSha256 !== code.sha256) {
      throw invalidValue(
        `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in ${LATEST} (${code.sha256}). Please try again with the CodeSHA256 in ${LATEST}.`,
      );
    }
    return publish(found, input, call.now);
  },
});

/** Makes a version of what `$LATEST` is now, unless the last version is the same already: then that one is given back. */
export function publish(
  found: LambdaFunction,
  { Description }: Pick<PublishVersionRequest, 'Description'>,
  now: Date,
): FunctionConfiguration {
  const { configuration, code } = latestOf(found);
  const last = found.versions.get(String(found.lastVersion));
  if (last !== undefined && fingerprint(last.configuration) === fingerprint(configuration)) return last.configuration;
  found.lastVersion += 1;
  const version = String(found.lastVersion);
  const published: FunctionConfiguration = {
    ...configuration,
    ...(Description === undefined ? {} : { Description }),
    FunctionArn: `${found.arn}:${version}`,
    Version: version,
    RevisionId: randomUUID(),
    LastModified: lastModified(now),
  };
  found.versions.set(version, { configuration: published, code });
  return published;
}

function fingerprint(configuration: FunctionConfiguration): string {
  const entries = Object.entries(configuration).filter(([name]) => !OF_EACH_VERSION.has(name));
  return JSON.stringify(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

export const listVersionsByFunction = operation<ListVersionsByFunctionRequest, ListVersionsByFunctionResponse>({
  schema: ListVersionsByFunction$,
  access: (input, call) => [onFunction(call, input, { action: 'lambda:ListVersionsByFunction' })],
  handle: (input, call) => {
    const { items, next } = pageOf(versionsOf(functionOf(call, input)), input);
    return { Versions: [...items], ...(next === undefined ? {} : { NextMarker: next }) };
  },
});
