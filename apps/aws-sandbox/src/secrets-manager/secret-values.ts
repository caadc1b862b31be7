import {
  BatchGetSecretValue$,
  type BatchGetSecretValueRequest,
  type BatchGetSecretValueResponse,
  GetSecretValue$,
  type GetSecretValueRequest,
  type GetSecretValueResponse,
  PutSecretValue$,
  type PutSecretValueRequest,
  type PutSecretValueResponse,
  UpdateSecret$,
  type UpdateSecretRequest,
  type UpdateSecretResponse,
  UpdateSecretVersionStage$,
  type UpdateSecretVersionStageRequest,
  type UpdateSecretVersionStageResponse,
} from '@aws-sdk/client-secrets-manager';

import { refusalOf } from '../authorization/caller-permission.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { asking, findSecret, liveSecret, onSecret } from './secret-access.js';
import { invalidParameter, markedForDeletion, notFound } from './secret-errors.js';
import { refuseUnreadable } from './secret-key.js';
import { filteredSecrets, pageOf } from './secret-lists.js';
import { CURRENT, moveStage, versionAt } from './secret-stages.rules.js';
import type { SecretVersion, StoredSecret } from './secret-state.js';
import { addVersion, askedVersion, hasValue } from './secret-versions.js';

const DAY = 24 * 3_600_000;
const MAX_BATCH = 20;

/** Secrets Manager tells the day of the last use, and no time. */
function startOfDay(time: Date): Date {
  return new Date(Math.floor(time.getTime() / DAY) * DAY);
}

function valueShape(secret: StoredSecret, version: SecretVersion) {
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    ...(version.binary === undefined ? { SecretString: version.text } : { SecretBinary: version.binary }),
    VersionStages: [...version.stages],
    CreatedDate: version.createdAt,
  };
}

function readValue(call: Call, secret: StoredSecret, input: Pick<GetSecretValueRequest, 'VersionId' | 'VersionStage'>) {
  const version = askedVersion(secret, input);
  refuseUnreadable(call, secret, version);
  const today = startOfDay(call.now);
  version.accessedAt = today;
  secret.accessedAt = today;
  return valueShape(secret, version);
}

export const getSecretValue = operation<GetSecretValueRequest, GetSecretValueResponse>({
  schema: GetSecretValue$,
  access: asking('secretsmanager:GetSecretValue', ({ VersionId, VersionStage }: GetSecretValueRequest) => ({
    ...(VersionId === undefined ? {} : { 'secretsmanager:VersionId': VersionId }),
    'secretsmanager:VersionStage': VersionStage ?? CURRENT,
  })),
  handle: (input, call) => readValue(call, liveSecret(call, input), input),
});

export const batchGetSecretValue = operation<BatchGetSecretValueRequest, BatchGetSecretValueResponse>({
  schema: BatchGetSecretValue$,
  access: (_input, { caller }) => [
    { action: 'secretsmanager:BatchGetSecretValue', resource: '*', resourceAccountId: caller.accountId },
  ],
  handle: (input, call) => {
    const { SecretIdList: ids, Filters: filters } = input;
    if ((ids === undefined) === (filters === undefined)) {
      throw invalidParameter('You must specify either a SecretIdList or Filters, and not both.');
    }
    if (ids !== undefined && (ids.length === 0 || ids.length > MAX_BATCH)) {
      throw invalidParameter(`SecretIdList takes 1 to ${String(MAX_BATCH)} secrets.`);
    }
    const found = ids ?? filteredSecrets(call, filters ?? [], { planned: false }).map(({ arn }) => arn);
    const { items, next } = pageOf(found, input, MAX_BATCH);
    const results = items.map((id) => readOne(call, id));
    return {
      SecretValues: results.flatMap((result) => ('value' in result ? [result.value] : [])),
      Errors: results.flatMap((result) => ('error' in result ? [result.error] : [])),
      ...next,
    };
  },
});

/** Each secret of a batch is allowed or refused by itself. */
function readOne(call: Call, id: string) {
  try {
    const secret = findSecret(call, id);
    if (secret === undefined) throw notFound();
    const action = 'secretsmanager:GetSecretValue';
    const refusal = refusalOf(call, onSecret(secret, action, { 'secretsmanager:VersionStage': CURRENT }));
    if (refusal !== undefined) throw new AwsError('AccessDeniedException', refusal);
    if (secret.deletionAt !== undefined) throw markedForDeletion();
    return { value: readValue(call, secret, {}) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { error: { SecretId: id, ErrorCode: error.code, Message: error.message } };
  }
}

export const putSecretValue = operation<PutSecretValueRequest, PutSecretValueResponse>({
  schema: PutSecretValue$,
  access: asking('secretsmanager:PutSecretValue'),
  handle: (input, call) => {
    const secret = liveSecret(call, input);
    if (!hasValue(input)) throw invalidParameter('You must provide either SecretString or SecretBinary.');
    const version = addVersion(call, secret, input);
    return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: [...version.stages] };
  },
});

export const updateSecret = operation<UpdateSecretRequest, UpdateSecretResponse>({
  schema: UpdateSecret$,
  access: asking('secretsmanager:UpdateSecret', ({ KmsKeyId, Description }: UpdateSecretRequest) => ({
    ...(KmsKeyId === undefined ? {} : { 'secretsmanager:KmsKeyId': KmsKeyId }),
    ...(Description === undefined ? {} : { 'secretsmanager:Description': Description }),
  })),
  handle: (input, call) => {
    const secret = liveSecret(call, input);
    if (input.KmsKeyId !== undefined) secret.kmsKeyId = input.KmsKeyId;
    if (input.Description !== undefined) secret.description = input.Description;
    const version = hasValue(input) ? addVersion(call, secret, input) : undefined;
    secret.changedAt = call.now;
    return { ARN: secret.arn, Name: secret.name, ...(version === undefined ? {} : { VersionId: version.id }) };
  },
});

/** Moves a label from the version that has it, which the caller must name, to another. */
export const updateSecretVersionStage = operation<UpdateSecretVersionStageRequest, UpdateSecretVersionStageResponse>({
  schema: UpdateSecretVersionStage$,
  access: asking('secretsmanager:UpdateSecretVersionStage', ({ VersionStage }: UpdateSecretVersionStageRequest) => ({
    'secretsmanager:VersionStage': VersionStage ?? '',
  })),
  handle: (input, call) => {
    const secret = liveSecret(call, input);
    const { VersionStage: stage = '', MoveToVersionId: to, RemoveFromVersionId: from } = input;
    const holder = versionAt(secret.versions, stage);
    refuseWrongHolder(holder, stage, from);
    if (to === undefined) removeStage(holder, stage);
    else moveStage(secret.versions, stage, versionNamed(secret, to));
    secret.changedAt = call.now;
    return { ARN: secret.arn, Name: secret.name };
  },
});

function refuseWrongHolder(holder: SecretVersion | undefined, stage: string, from: string | undefined): void {
  if (holder === undefined && from === undefined) return;
  if (holder !== undefined && from === undefined) {
    throw invalidParameter(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  }
  if (holder?.id !== from) {
    throw invalidParameter(`Staging label ${stage} is not attached to version ${from ?? ''}.`);
  }
}

function removeStage(holder: SecretVersion | undefined, stage: string): void {
  if (stage === CURRENT)
    throw invalidParameter(`You can't remove the staging label ${CURRENT} from a secret: move it.`);
  holder?.stages.delete(stage);
}

function versionNamed({ versions }: StoredSecret, id: string): SecretVersion {
  const version = versions.get(id);
  if (version !== undefined) return version;
  throw notFound(`Secrets Manager can't find the specified secret value for VersionId: ${id}`);
}
