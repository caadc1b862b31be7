import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { partitionOf } from '../state/lookup.js';
import type { World } from '../state/model.js';
import { markedForDeletion, notFound } from './secret-errors.js';
import { readSecretId } from './secret-name.rules.js';
import { type SecretPlace, type StoredSecret, secretsIn } from './secret-state.js';

type Context = Readonly<Record<string, ContextValue>>;

export interface NamesSecret {
  readonly SecretId?: string | undefined;
}

/** The ARN of a secret without its last six characters. */
export function bareArn(world: World, { accountId, region }: SecretPlace, name: string): string {
  return `arn:${partitionOf(world, accountId)}:secretsmanager:${region}:${accountId}:secret:${name}`;
}

/** The secret that a call names, deleted or not. */
export function findSecret({ world, caller, region, now }: Call, secretId: string): StoredSecret | undefined {
  const { place, names, arn } = readSecretId(secretId);
  if (place !== undefined && place.region !== region) return undefined;
  const secrets = secretsIn(world, place ?? { accountId: caller.accountId, region }, now);
  const found = names.map((name) => secrets.get(name)).filter((each) => each !== undefined);
  // A complete ARN of a secret that was deleted is not that of its successor.
  return found.find((each) => arn === undefined || arn === each.arn || arn === bareArn(world, each, each.name));
}

/** The secret that a call names, or Secrets Manager's 404. */
export function anySecret(call: Call, input: NamesSecret): StoredSecret {
  const secret = findSecret(call, input.SecretId ?? '');
  if (secret === undefined) throw notFound();
  return secret;
}

/** A secret that is not about to be deleted. */
export function liveSecret(call: Call, input: NamesSecret): StoredSecret {
  const secret = anySecret(call, input);
  if (secret.deletionAt !== undefined) throw markedForDeletion();
  return secret;
}

/** A question on a secret. */
export function onSecret(secret: StoredSecret, action: string, context: Context = {}): AccessQuestion {
  const tags = [...secret.tags].map(([key, value]) => [`secretsmanager:ResourceTag/${key}`, value] as const);
  return {
    action,
    resource: secret.arn,
    resourceAccountId: secret.accountId,
    resourceTags: secret.tags,
    ...(secret.policy === undefined ? {} : { resourcePolicy: { kind: 'resource', document: secret.policy } }),
    context: { 'secretsmanager:SecretId': secret.arn, ...Object.fromEntries(tags), ...context },
  };
}

/** `access` of operations on one secret. Whether there is one is told to those only who may do it to any of that name. */
export function asking<Input extends NamesSecret>(action: string, context: (input: Input) => Context = () => ({})) {
  return (input: Input, call: Call): readonly AccessQuestion[] => {
    const { SecretId } = input;
    refuseViolations({ SecretId }, { SecretId: { minLength: 1, maxLength: 2048 } }, 'ValidationException');
    const secret = findSecret(call, SecretId ?? '');
    if (secret !== undefined) return [onSecret(secret, action, context(input))];
    return [onMissing(call, SecretId ?? '', { action, context: context(input) })];
  };
}

function onMissing(
  { world, caller, region }: Call,
  secretId: string,
  { action, context }: { action: string; context: Context },
) {
  const { place, names, arn } = readSecretId(secretId);
  const at = place ?? { accountId: caller.accountId, region };
  const resource = arn ?? `${bareArn(world, at, names[0] ?? '')}-??????`;
  return { action, resource, resourceAccountId: at.accountId, context };
}

/** Tags of a request as condition keys. */
export function requestTagKeys(
  tags: ReadonlyArray<{ Key?: string | undefined; Value?: string | undefined }> | undefined,
): Context {
  if (tags === undefined || tags.length === 0) return {};
  return {
    ...Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value])),
    'aws:TagKeys': tags.map(({ Key = '' }) => Key),
  };
}
