import type { AccessQuestion } from '../authorization/access-question.js';
import type { Caller } from '../authorization/caller.js';
import { AwsError } from '../protocol/aws-error.js';
import type { World } from '../state/model.js';
import { regionalDomain } from '../state/partition.rules.js';
import { onKey } from './key-access.js';
import { type KeyName, readKeyName } from './key-name.rules.js';
import { type KeyPlace, type KmsKey, keyStore, liveKey } from './kms-state.js';
import { awsManagedKey } from './managed-keys.js';

interface ServiceKey {
  /** As the caller named it; undefined for the key that AWS manages for the service. */
  readonly keyId: string | undefined;
  readonly accountId: string;
  readonly region: string;
  /** `s3`, as in `alias/aws/s3`. */
  readonly service: string;
  readonly now: Date;
}

/** The ARN of the key that another service encrypts with; KMS's error when there is none of that name. */
export function serviceKeyArn(world: World, { keyId, accountId, region, service, now }: ServiceKey): string {
  const place = { accountId, region };
  if (keyId === undefined || keyId === `alias/aws/${service}`)
    return awsManagedKey(world, { ...place, service, now }).arn;
  const key = foundKey(world, readKeyName(keyId), { ...place, now });
  if (key?.region === region) return key.arn;
  throw new AwsError(
    'KMS.NotFoundException',
    keyId.startsWith('arn:') ? `Key '${keyId}' does not exist` : `Invalid keyId '${keyId}'`,
  );
}

function foundKey(world: World, name: KeyName, { now, ...own }: KeyPlace & { readonly now: Date }): KmsKey | undefined {
  if (name.kind === 'invalid') return undefined;
  const place = name.place ?? own;
  const id = name.kind === 'id' ? name.id : keyStore(world, place).aliases.get(name.name)?.targetKeyId;
  return id === undefined ? undefined : liveKey(world, place, { id, now });
}

interface KeyUse {
  readonly keyArn: string;
  readonly action: 'kms:Decrypt' | 'kms:GenerateDataKey' | 'kms:DescribeKey' | 'kms:Encrypt';
  /** The service that asks on behalf of the caller: `s3`, `secretsmanager`. */
  readonly via: string;
  readonly caller: Caller;
  readonly encryptionContext: Readonly<Record<string, string>>;
}

/**
 * What a service asks of a key for its caller, with the caller's permissions and `kms:ViaService`
 * (KMS Developer Guide, "kms:ViaService"). A key that is gone or disabled gives KMS's error.
 */
export function keyQuestion(world: World, { keyArn, action, via, caller, encryptionContext }: KeyUse): AccessQuestion {
  const key = keyByArn(world, keyArn);
  if (key === undefined) throw new AwsError('KMS.NotFoundException', `Key '${keyArn}' does not exist`);
  if (key.state === 'Disabled') throw new AwsError('KMS.DisabledException', `${keyArn} is disabled.`);
  if (key.state !== 'Enabled') throw new AwsError('KMS.KMSInvalidStateException', `${keyArn} is pending deletion.`);
  return onKey(world, key, {
    action,
    context: {
      ...('accountId' in caller ? { 'kms:CallerAccount': caller.accountId } : {}),
      ...encryptionContextKeys(encryptionContext),
      'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT',
      'kms:ViaService': `${via}.${regionalDomain(key.region)}`,
      'aws:ViaAWSService': true,
    },
  });
}

/** A key by its ARN, of any account. */
export function keyByArn(world: World, arn: string): KmsKey | undefined {
  const name = readKeyName(arn);
  if (name.kind !== 'id' || name.place === undefined) return undefined;
  return keyStore(world, name.place).keys.get(name.id);
}

/** An encryption context as condition keys. */
export function encryptionContextKeys(context: Readonly<Record<string, string>> | undefined) {
  if (context === undefined) return {};
  return {
    ...Object.fromEntries(Object.entries(context).map(([key, value]) => [`kms:EncryptionContext:${key}`, value])),
    'kms:EncryptionContextKeys': Object.keys(context),
  };
}
