import { createHash, randomBytes } from 'node:crypto';

import type { World } from '../state/model.js';
import { arnOf } from './key-arn.js';
import { awsManagedKeyPolicy } from './key-policy.js';
import { type KmsKey, changeKeyStore } from './kms-state.js';

/** Services whose key AWS makes when somebody first asks for its alias. */
const SERVICES: ReadonlySet<string> = new Set([
  'dynamodb',
  'ebs',
  'elasticfilesystem',
  'kinesis',
  'lambda',
  'rds',
  's3',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
]);

/** The key behind a predefined alias: asking for it makes it (KMS API Reference, DescribeKey). */
export function managedKeyCalled(
  world: World,
  alias: string,
  at: { readonly accountId: string; readonly region: string; readonly now: Date },
): KmsKey | undefined {
  const service = /^alias\/aws\/(.+)$/u.exec(alias)?.[1] ?? '';
  return SERVICES.has(service) ? awsManagedKey(world, { ...at, service }) : undefined;
}

interface ManagedKey {
  readonly accountId: string;
  readonly region: string;
  readonly service: string;
  readonly now: Date;
}

/** The key that AWS makes for a service of an account when it is first needed. */
export function awsManagedKey(world: World, { service, now, ...place }: ManagedKey): KmsKey {
  const store = changeKeyStore(world, place);
  const name = `alias/aws/${service}`;
  const known = store.keys.get(store.aliases.get(name)?.targetKeyId ?? '');
  if (known !== undefined) return known;
  const digest = createHash('sha256').update(`${place.accountId}/${place.region}/${service}`).digest('hex');
  const id = [8, 4, 4, 4, 12].map((length, index) => digest.slice(index * 12, index * 12 + length)).join('-');
  const key: KmsKey = {
    id,
    arn: arnOf(world, place, `key/${id}`),
    ...place,
    createdAt: now,
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    origin: 'AWS_KMS',
    manager: 'AWS',
    multiRegion: undefined,
    description: `Default key that protects my ${service} data when no other key is defined`,
    state: 'Enabled',
    deletionAt: undefined,
    pendingDays: undefined,
    policy: awsManagedKeyPolicy(world, { ...place, service }),
    tags: new Map(),
    materials: [randomBytes(32)],
    rotationDays: 365,
    rotatedAt: now,
    rotations: [],
    grants: new Map(),
  };
  store.keys.set(id, key);
  const arn = arnOf(world, place, name);
  store.aliases.set(name, { name, arn, createdAt: now, updatedAt: now, targetKeyId: id });
  return key;
}
