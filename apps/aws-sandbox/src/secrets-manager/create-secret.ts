import { randomInt } from 'node:crypto';

import { CreateSecret$, type CreateSecretRequest, type CreateSecretResponse } from '@aws-sdk/client-secrets-manager';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { bareArn, requestTagKeys } from './secret-access.js';
import { invalidRequest } from './secret-errors.js';
import { isSecretName } from './secret-name.rules.js';
import { type StoredSecret, secretsIn } from './secret-state.js';
import { readSecretTags } from './secret-tags.rules.js';
import { addVersion, hasValue, isSameValue, versionIdOf } from './secret-versions.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const SUFFIX_LENGTH = 6;

function freshSuffix(): string {
  return Array.from({ length: SUFFIX_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
}

export const createSecret = operation<CreateSecretRequest, CreateSecretResponse>({
  schema: CreateSecret$,
  access: (input, { world, caller, region }) => {
    const place = { accountId: caller.accountId, region };
    const context = {
      'secretsmanager:Name': input.Name ?? '',
      ...(input.Description === undefined ? {} : { 'secretsmanager:Description': input.Description }),
      ...(input.KmsKeyId === undefined ? {} : { 'secretsmanager:KmsKeyId': input.KmsKeyId }),
      ...requestTagKeys(input.Tags),
    };
    // The last six characters are not known yet.
    const resource = `${bareArn(world, place, input.Name ?? '')}-??????`;
    const actions = [
      'secretsmanager:CreateSecret',
      ...((input.Tags ?? []).length > 0 ? ['secretsmanager:TagResource'] : []),
    ];
    return actions.map((action) => ({ action, resource, resourceAccountId: caller.accountId, context }));
  },
  handle: (input, call) => {
    const name = input.Name ?? '';
    if (!isSecretName(name)) {
      throw new AwsError(
        'ValidationException',
        'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
      );
    }
    const place = { accountId: call.caller.accountId, region: call.region };
    const known = secretsIn(call.world, place, call.now).get(name);
    if (known !== undefined) return repeated(known, input);
    const secret = newSecret(input, call);
    const version = hasValue(input) ? addVersion(call, secret, input) : undefined;
    secretsIn(call.world, place, call.now).set(name, secret);
    return { ARN: secret.arn, Name: name, ...(version === undefined ? {} : { VersionId: version.id }) };
  },
});

/** The very same request again gives what it gave before. */
function repeated(known: StoredSecret, input: CreateSecretRequest): CreateSecretResponse {
  if (known.deletionAt !== undefined) {
    throw invalidRequest(
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  }
  const version = hasValue(input) ? known.versions.get(versionIdOf(input)) : undefined;
  if (version !== undefined && isSameValue(version, input)) {
    return { ARN: known.arn, Name: known.name, VersionId: version.id };
  }
  throw new AwsError(
    'ResourceExistsException',
    `The operation failed because the secret ${known.name} already exists.`,
  );
}

function newSecret(input: CreateSecretRequest, { world, caller, region, now }: Call): StoredSecret {
  const place = { accountId: caller.accountId, region };
  const name = input.Name ?? '';
  return {
    name,
    arn: `${bareArn(world, place, name)}-${freshSuffix()}`,
    ...place,
    createdAt: now,
    description: input.Description,
    kmsKeyId: input.KmsKeyId,
    changedAt: now,
    accessedAt: undefined,
    deletionAt: undefined,
    policy: undefined,
    tags: new Map(readSecretTags(input.Tags ?? [])),
    versions: new Map(),
  };
}
