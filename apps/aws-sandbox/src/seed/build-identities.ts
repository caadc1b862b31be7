import type { Group, ManagedPolicy, Role, User } from '../state/model.js';
import type { SeedReader } from './seed-reader.js';
import type { SeedDocument, SeedGroup, SeedManagedPolicy, SeedRole, SeedUser } from './seed-schema.js';
import { uniqueId } from '../state/unique-id.js';

/** A role of the seed. */
export function buildRole(seed: SeedRole, accountId: string, reader: SeedReader): Role {
  const arn = `arn:${reader.partition}:iam::${accountId}:role${seed.path}${seed.name}`;
  const lastUsed = seed.lastUsedDaysAgo;
  return {
    ...identity(seed, arn, { accountId, reader }),
    id: uniqueId('AROA', arn),
    description: seed.description,
    maxSessionSeconds: Math.round(seed.maxSessionHours * 3600),
    trustPolicy: reader.document(seed.trust, { accountId, kind: 'trust', where: `trust policy of ${arn}` }),
    boundaryArn: seed.boundary === undefined ? undefined : reader.policyArn(seed.boundary, accountId),
    tags: new Map(Object.entries(seed.tags)),
    lastUsed: lastUsed === undefined ? undefined : { at: reader.daysAgo(lastUsed), region: seed.lastUsedRegion },
  };
}

/** A user of the seed. */
export function buildUser(seed: SeedUser, accountId: string, reader: SeedReader): User {
  const arn = `arn:${reader.partition}:iam::${accountId}:user${seed.path}${seed.name}`;
  return {
    ...identity(seed, arn, { accountId, reader }),
    id: uniqueId('AIDA', arn),
    boundaryArn: seed.boundary === undefined ? undefined : reader.policyArn(seed.boundary, accountId),
    groups: new Set(seed.groups),
    tags: new Map(Object.entries(seed.tags)),
  };
}

/** A group of the seed. */
export function buildGroup(seed: SeedGroup, accountId: string, reader: SeedReader): Group {
  const arn = `arn:${reader.partition}:iam::${accountId}:group${seed.path}${seed.name}`;
  return { ...identity(seed, arn, { accountId, reader }), id: uniqueId('AGPA', arn) };
}

/** A managed policy of an account, or with owner `aws` one of AWS's. */
export function buildManagedPolicy(seed: SeedManagedPolicy, owner: string, reader: SeedReader): ManagedPolicy {
  const arn = `arn:${reader.partition}:iam::${owner}:policy${seed.path}${seed.name}`;
  const createdAt = reader.madeDaysAgo(seed.createdDaysAgo);
  const document = reader.document(seed.document, { accountId: owner, kind: 'identity', where: arn });
  return {
    arn,
    name: seed.name,
    path: seed.path,
    id: uniqueId('ANPA', arn),
    description: seed.description,
    createdAt,
    updatedAt: createdAt,
    versions: new Map([['v1', { id: 'v1', document, createdAt }]]),
    defaultVersionId: 'v1',
    tags: new Map(Object.entries(seed.tags)),
  };
}

interface IdentitySeed {
  readonly name: string;
  readonly path: string;
  readonly inline: Readonly<Record<string, SeedDocument>>;
  readonly attached: readonly string[];
  readonly createdDaysAgo: number;
}

interface IdentityPlace {
  readonly accountId: string;
  readonly reader: SeedReader;
}

function identity(seed: IdentitySeed, arn: string, { accountId, reader }: IdentityPlace) {
  const inline = Object.entries(seed.inline).map(([name, document]) => {
    const where = `inline policy ${name} of ${arn}`;
    return [name, reader.document(document, { accountId, kind: 'identity', where })] as const;
  });
  return {
    accountId,
    name: seed.name,
    path: seed.path,
    arn,
    createdAt: reader.madeDaysAgo(seed.createdDaysAgo),
    inlinePolicies: new Map(inline),
    attachedPolicies: new Set(seed.attached.map((name) => reader.policyArn(name, accountId))),
  };
}
