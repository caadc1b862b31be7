import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import type { World } from '../state/model.js';
import { arnOf } from './key-arn.js';
import { type NamedPlace, type ValidKeyName, readKeyName } from './key-name.rules.js';
import { policyWithGrants } from './key-policy.js';
import { type KmsKey, keyStore, liveKey } from './kms-state.js';
import { managedKeyCalled } from './managed-keys.js';

export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', message);
}

interface NamedKey {
  readonly key: KmsKey;
  /** The alias that the caller used. */
  readonly alias: string | undefined;
}

/** Which names an operation takes, and whether it reaches keys of other accounts. */
interface Naming {
  readonly aliases: boolean;
  readonly action: string;
}

/** The key that a call names, by id or ARN, or by alias where the operation takes one. */
export function namedKey(call: Call, name: string, { aliases, action }: Naming): NamedKey {
  const parsed = readKeyName(name);
  if (parsed.kind === 'invalid' || (parsed.kind === 'alias' && !aliases)) throw notFound(`Invalid keyId '${name}'`);
  const place = placeOf(call, parsed.place);
  const key = keyCalled(call, place, parsed);
  if (key !== undefined) return { key, alias: parsed.kind === 'alias' ? parsed.name : undefined };
  throw isMissing(call, place, { name: parsed, action });
}

function isMissing(call: Call, place: NamedPlace, { name, action }: { name: ValidKeyName; action: string }): AwsError {
  const arn = arnOf(call.world, place, name.kind === 'alias' ? name.name : `key/${name.id}`);
  if (place.accountId !== call.caller.accountId) return hidden(call, action, arn);
  return notFound(name.kind === 'alias' ? `Alias ${arn} is not found.` : `Key '${arn}' does not exist`);
}

function keyCalled({ world, now }: Call, place: NamedPlace, name: ValidKeyName): KmsKey | undefined {
  if (name.kind === 'id') return liveKey(world, place, { id: name.id, now });
  const id = keyStore(world, place).aliases.get(name.name)?.targetKeyId;
  return id === undefined ? managedKeyCalled(world, name.name, { ...place, now }) : liveKey(world, place, { id, now });
}

function placeOf({ caller, region }: Call, given: NamedPlace | undefined): NamedPlace {
  if (given === undefined) return { accountId: caller.accountId, region };
  if (given.region !== region) throw notFound(`Invalid arn ${given.region}`);
  return given;
}

/** Whether a key of another account exists is not told to those whom it does not let in. */
function hidden({ caller }: Call, action: string, arn: string): AwsError {
  return new AwsError(
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${arn} because no resource-based policy allows the ${action} action`,
  );
}

interface KeyAsk {
  readonly action: string;
  readonly alias?: string | undefined;
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/** A question on a key: its policy and its grants always have a say, and without them nobody has. */
export function onKey(world: World, key: KmsKey, { action, alias, context = {} }: KeyAsk): AccessQuestion {
  return {
    action,
    resource: key.arn,
    resourceAccountId: key.accountId,
    resourceTags: key.tags,
    resourcePolicy: { kind: 'resource', document: policyWithGrants(key) },
    context: {
      'kms:KeySpec': key.spec,
      'kms:KeyUsage': key.usage,
      'kms:KeyOrigin': key.origin,
      'kms:MultiRegion': key.multiRegion !== undefined,
      'kms:ResourceAliases': aliasesOf(world, key),
      ...(alias === undefined ? {} : { 'kms:RequestAlias': alias }),
      ...context,
    },
  };
}

function aliasesOf(world: World, key: KmsKey): readonly string[] {
  return [...keyStore(world, key).aliases.values()]
    .filter((each) => each.targetKeyId === key.id)
    .map(({ name }) => name);
}

/** Keys of every KMS call: who asks, of which account. */
export function callerKeys({ caller }: Call): Readonly<Record<string, ContextValue>> {
  return { 'kms:CallerAccount': caller.accountId };
}

export interface NamesKey {
  readonly KeyId?: string | undefined;
}

/** `access` of the operations that look after a key: aliases and other accounts are not for them. */
export function managing<Input extends NamesKey>(
  action: string,
  context: (input: Input) => Readonly<Record<string, ContextValue>> = () => ({}),
) {
  return (input: Input, call: Call): readonly AccessQuestion[] => {
    const { key } = namedKey(call, input.KeyId ?? '', { aliases: false, action });
    refuseForeign(call, key, action);
    return [onKey(call.world, key, { action, context: { ...callerKeys(call), ...context(input) } })];
  };
}

/** Most operations do not reach keys of other accounts, whatever their policies say. */
export function refuseForeign(call: Call, key: KmsKey, action: string): void {
  if (key.accountId !== call.caller.accountId) throw hidden(call, action, key.arn);
}

/** `access` of the operations that reach keys of other accounts, by alias too. */
export function using<Input extends NamesKey>(
  action: string,
  context: (input: Input) => Readonly<Record<string, ContextValue>> = () => ({}),
) {
  return (input: Input, call: Call): readonly AccessQuestion[] => {
    const { key, alias } = namedKey(call, input.KeyId ?? '', { aliases: true, action });
    return [onKey(call.world, key, { action, alias, context: { ...callerKeys(call), ...context(input) } })];
  };
}

/** The key of a call whose `access` found it. */
export function keyOf(call: Call, input: NamesKey): KmsKey {
  return namedKey(call, input.KeyId ?? '', { aliases: true, action: 'kms:DescribeKey' }).key;
}

/** Keys that wait for their deletion take no changes. */
export function refusePending(key: KmsKey): void {
  if (key.state === 'PendingDeletion') {
    throw new AwsError('KMSInvalidStateException', `${key.arn} is pending deletion.`);
  }
}

/** Only an enabled key can be used. */
export function refuseUnusable(key: KmsKey): void {
  refusePending(key);
  if (key.state === 'Disabled') throw new AwsError('DisabledException', `${key.arn} is disabled.`);
  if (key.state === 'PendingImport') throw new AwsError('KMSInvalidStateException', `${key.arn} is pending import.`);
}
