import {
  CreateAlias$,
  type CreateAliasRequest,
  DeleteAlias$,
  type DeleteAliasRequest,
  ListAliases$,
  type ListAliasesRequest,
  type ListAliasesResponse,
  UpdateAlias$,
  type UpdateAliasRequest,
} from '@aws-sdk/client-kms';

import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { callerKeys, keyOf, namedKey, notFound, onKey, refuseForeign, refusePending } from './key-access.js';
import { arnOf } from './key-arn.js';
import { kmsPage } from './kms-paging.rules.js';
import { type KeyAlias, type KmsKey, changeKeyStore, keyStore } from './kms-state.js';

const MAX_ALIASES_PER_KEY = 50;
const OF_AWS = 'alias/aws/';

function aliasArn(call: Call, name: string): string {
  return arnOf(call.world, { accountId: call.caller.accountId, region: call.region }, name);
}

function onAlias(call: Call, name: string, action: string): AccessQuestion {
  const resource = aliasArn(call, name);
  return { action, resource, resourceAccountId: call.caller.accountId, context: callerKeys(call) };
}

/** Aliases are changed with leave on the alias and on every key that is touched (KMS Developer Guide, "Controlling access to aliases"). */
function onTarget(call: Call, keyId: string, { name, action }: { name: string; action: string }): AccessQuestion {
  const { key } = namedKey(call, keyId, { aliases: false, action });
  refuseForeign(call, key, action);
  return onKey(call.world, key, { action, alias: name, context: callerKeys(call) });
}

function aliasNamed(call: Call, name: string): KeyAlias {
  const alias = ownStore(call).aliases.get(name);
  if (alias !== undefined) return alias;
  throw notFound(`Alias ${aliasArn(call, name)} is not found.`);
}

function ownStore({ world, caller, region }: Call) {
  return keyStore(world, { accountId: caller.accountId, region });
}

function refuseBadName(name: string): void {
  if (!name.startsWith('alias/')) {
    throw new AwsError('ValidationException', 'Alias must start with the prefix "alias/".');
  }
  const pattern = '[a-zA-Z0-9:/_-]+';
  refuseViolations(
    { AliasName: name },
    { AliasName: { minLength: 1, maxLength: 256, pattern } },
    'ValidationException',
  );
  if (name === 'alias/' || name.includes(':')) {
    throw new AwsError('InvalidAliasNameException', `${name} contains invalid characters for an alias`);
  }
  if (name.startsWith(OF_AWS)) throw new AwsError('NotAuthorizedException', '');
}

function refuseFull(call: Call, key: KmsKey): void {
  const count = [...ownStore(call).aliases.values()].filter(({ targetKeyId }) => targetKeyId === key.id).length;
  if (count < MAX_ALIASES_PER_KEY) return;
  throw new AwsError(
    'LimitExceededException',
    `${key.arn} has ${String(MAX_ALIASES_PER_KEY)} aliases, which is the limit.`,
  );
}

export const createAlias = operation<CreateAliasRequest, object>({
  schema: CreateAlias$,
  access: ({ AliasName: name = '', TargetKeyId = '' }, call) => {
    refuseBadName(name);
    const action = 'kms:CreateAlias';
    return [onAlias(call, name, action), onTarget(call, TargetKeyId, { name, action })];
  },
  handle: ({ AliasName: name = '', TargetKeyId }, call) => {
    const key = keyOf(call, { KeyId: TargetKeyId });
    refusePending(key);
    const arn = aliasArn(call, name);
    if (ownStore(call).aliases.has(name)) {
      throw new AwsError('AlreadyExistsException', `An alias with the name ${arn} already exists`);
    }
    refuseFull(call, key);
    const alias = { name, arn, createdAt: call.now, updatedAt: call.now, targetKeyId: key.id };
    changeKeyStore(call.world, key).aliases.set(name, alias);
    return {};
  },
});

export const updateAlias = operation<UpdateAliasRequest, object>({
  schema: UpdateAlias$,
  access: ({ AliasName: name = '', TargetKeyId = '' }, call) => {
    refuseBadName(name);
    const action = 'kms:UpdateAlias';
    const ask = (keyId: string) => onTarget(call, keyId, { name, action });
    return [onAlias(call, name, action), ask(aliasNamed(call, name).targetKeyId), ask(TargetKeyId)];
  },
  handle: ({ AliasName: name = '', TargetKeyId }, call) => {
    const alias = aliasNamed(call, name);
    const [from, to] = [keyOf(call, { KeyId: alias.targetKeyId }), keyOf(call, { KeyId: TargetKeyId })];
    refusePending(to);
    if (from.usage !== to.usage || isSymmetric(from) !== isSymmetric(to)) {
      throw new AwsError(
        'ValidationException',
        `Alias ${alias.arn} cannot be changed to a key of another type or usage.`,
      );
    }
    refuseFull(call, to);
    alias.targetKeyId = to.id;
    alias.updatedAt = call.now;
    return {};
  },
});

function isSymmetric({ spec }: KmsKey): boolean {
  return spec === 'SYMMETRIC_DEFAULT' || spec.startsWith('HMAC_');
}

export const deleteAlias = operation<DeleteAliasRequest, object>({
  schema: DeleteAlias$,
  access: ({ AliasName: name = '' }, call) => {
    refuseBadName(name);
    const action = 'kms:DeleteAlias';
    return [onAlias(call, name, action), onTarget(call, aliasNamed(call, name).targetKeyId, { name, action })];
  },
  handle: ({ AliasName: name = '' }, call) => {
    ownStore(call).aliases.delete(aliasNamed(call, name).name);
    return {};
  },
});

export const listAliases = operation<ListAliasesRequest, ListAliasesResponse>({
  schema: ListAliases$,
  access: (_input, call) => [
    { action: 'kms:ListAliases', resource: '*', resourceAccountId: call.caller.accountId, context: callerKeys(call) },
  ],
  handle: (input, call) => {
    const target =
      input.KeyId === undefined
        ? undefined
        : namedKey(call, input.KeyId, { aliases: true, action: 'kms:ListAliases' }).key;
    const all = [...ownStore(call).aliases.values()].filter(
      ({ targetKeyId }) => target === undefined || targetKeyId === target.id,
    );
    all.sort((left, right) => (left.name < right.name ? -1 : 1));
    const { items, more } = kmsPage(all, input, { normal: 50, max: 100 });
    const Aliases = items.map(({ name, arn, targetKeyId, createdAt, updatedAt }) => ({
      AliasName: name,
      AliasArn: arn,
      TargetKeyId: targetKeyId,
      CreationDate: createdAt,
      LastUpdatedDate: updatedAt,
    }));
    return { Aliases, ...more };
  },
});
