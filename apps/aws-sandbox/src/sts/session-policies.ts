import { deflateRawSync } from 'node:zlib';

import { documentProblem } from '../authorization/policy-documents.js';
import { AwsError } from '../protocol/aws-error.js';
import { defaultDocument, findManagedPolicy } from '../state/lookup.js';
import type { World } from '../state/model.js';
import { type SessionTag, packedPercentage } from './session-input.rules.js';

/** What a call passes along to cut its session down. */
export interface PassedPolicies {
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly { readonly arn?: string | undefined }[] | undefined;
}

/** The documents of the session: the inline one, and managed ones of AWS or of the account the session is in. */
export function sessionPoliciesOf(
  { Policy, PolicyArns = [] }: PassedPolicies,
  accountId: string,
  world: World,
): readonly string[] {
  const inline = Policy === undefined ? [] : [Policy];
  for (const document of inline) {
    const problem = documentProblem(document, 'session');
    if (problem !== undefined) throw new AwsError('MalformedPolicyDocument', problem);
  }
  const managed = PolicyArns.map(({ arn = '' }) => {
    const policy = findManagedPolicy(world, arn);
    const owner = arn.split(':')[4];
    if (policy !== undefined && (owner === 'aws' || owner === accountId)) return defaultDocument(policy);
    throw new AwsError('InvalidParameterValue', `ARN ${arn} is not valid.`);
  });
  return [...inline, ...managed];
}

/** AWS packs policies and tags into a binary form of its own; deflate stands in for it. */
export function packedSizeOf(
  { Policy, PolicyArns = [] }: PassedPolicies,
  tags: readonly SessionTag[],
): number | undefined {
  if (Policy === undefined && PolicyArns.length === 0 && tags.length === 0) return undefined;
  const texts = tags.flatMap(({ Key, Value }) => [Key, Value]);
  const text = [Policy, ...PolicyArns.map(({ arn }) => arn), ...texts].join('\0');
  return packedPercentage(deflateRawSync(text).byteLength);
}
