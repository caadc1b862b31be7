import { z } from 'zod';

import { Issuers, OidcProviders, SamlProviders } from '../sts/sts.seed.js';

import { SeedNetwork, SeedOptedInRegions } from '../ec2/ec2.seed.js';
import { SeedKey } from '../kms/kms.seed.js';
import { SeedAggregator } from '../config/config.seed.js';
import { SeedEventRule } from '../eventbridge/eventbridge.seed.js';
import { SeedFunction } from '../lambda/lambda.seed.js';
import { SEED_BUCKET_SETTINGS } from '../s3/s3.seed.js';
import { SeedIdentityCenter } from '../sso-admin/identity-center.seed.js';
import { SeedMail } from '../ses/ses.seed.js';
import { SeedSecret } from '../secrets-manager/secrets-manager.seed.js';
import { SeedTopic } from '../sns/sns.seed.js';
import { SeedQueue } from '../sqs/sqs.seed.js';
import { SeedAlias, SeedPasswordPolicy } from '../iam/iam.seed.js';

/** A policy document written in YAML, or the name of one under `documents`. */
const Document = z.union([z.string(), z.record(z.string(), z.unknown())]);
const Documents = z.record(z.string(), Document);
const Tags = z.record(z.string(), z.string());
const TWELVE_DIGITS = 'an account id is twelve digits in quotation marks';
const AccountId = z.string({ error: TWELVE_DIGITS }).regex(/^\d{12}$/u, TWELVE_DIGITS);
const Region = z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/u, 'a region is written like eu-west-1');
const Name = z.string().regex(/^[\w+=,.@-]{1,128}$/u, 'a name has letters, digits and +=,.@_- only');
const Path = z.string().regex(/^\/(?:[\x21-\x7e]+\/)?$/u, 'a path begins and ends with a slash');
const Days = z.number().min(0).max(20_000);

const Role = z.strictObject({
  name: Name,
  path: Path.default('/'),
  description: z.string().max(1000).optional(),
  trust: Document,
  maxSessionHours: z.number().min(1).max(12).default(1),
  tags: Tags.default({}),
  inline: Documents.default({}),
  attached: z.array(z.string()).max(20).default([]),
  boundary: z.string().optional(),
  createdDaysAgo: Days.default(400),
  /** Absent: never used. */
  lastUsedDaysAgo: Days.optional(),
  /** Days since it last called a service, by the service's name in policies. */
  usedServices: z.record(z.string().regex(/^[a-z0-9-]{1,64}$/u), Days).default({}),
  lastUsedRegion: Region.default('us-east-1'),
});

const ManagedPolicy = z.strictObject({
  name: Name,
  path: Path.default('/'),
  description: z.string().max(1000).optional(),
  document: Document,
  createdDaysAgo: Days.default(400),
  tags: Tags.default({}),
});

const Group = z.strictObject({
  name: Name,
  path: Path.default('/'),
  inline: Documents.default({}),
  attached: z.array(z.string()).default([]),
  createdDaysAgo: Days.default(400),
});

const User = z.strictObject({
  name: Name,
  path: Path.default('/'),
  groups: z.array(Name).default([]),
  inline: Documents.default({}),
  attached: z.array(z.string()).default([]),
  boundary: z.string().optional(),
  tags: Tags.default({}),
  createdDaysAgo: Days.default(400),
  accessKeys: z
    .array(z.strictObject({ id: z.string().regex(/^AKIA[A-Z0-9]{12,124}$/u), secret: z.string().min(16) }))
    .max(2)
    .default([]),
});

const StoredObject = z.strictObject({
  key: z.string().min(1).max(1024),
  text: z.string().optional(),
  /** Generated content of this many bytes, where only the size matters. */
  bytes: z.number().int().min(0).max(1_048_576).optional(),
  contentType: z.string().default('application/octet-stream'),
  modifiedDaysAgo: Days.default(30),
});

const Bucket = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u,
      'a bucket name has 3 to 63 lower-case letters, digits, dots and hyphens',
    ),
  region: Region,
  policy: Document.optional(),
  tags: Tags.default({}),
  objects: z.array(StoredObject).default([]),
  createdDaysAgo: Days.default(400),
  ...SEED_BUCKET_SETTINGS,
});

const Account = z.strictObject({
  id: AccountId,
  name: z.string().min(1).max(50),
  email: z.string(),
  /** Path of organizational units below the root, `Workloads/Production`; empty for the root itself. */
  unit: z.string().default(''),
  status: z.enum(['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE']).default('ACTIVE'),
  joinedDaysAgo: Days.default(800),
  /** The organization it is in; the first one unless told otherwise. */
  organization: z.string().optional(),
  serviceControlPolicies: z.array(z.string()).default([]),
  resourceControlPolicies: z.array(z.string()).default([]),
  alias: SeedAlias.optional(),
  passwordPolicy: SeedPasswordPolicy.optional(),
  policies: z.array(ManagedPolicy).default([]),
  groups: z.array(Group).default([]),
  users: z.array(User).default([]),
  roles: z.array(Role).default([]),
  buckets: z.array(Bucket).default([]),
  configurationAggregators: z.array(SeedAggregator).default([]),
  functions: z.array(SeedFunction).default([]),
  queues: z.array(SeedQueue).default([]),
  eventRules: z.array(SeedEventRule).default([]),
  topics: z.array(SeedTopic).default([]),
  mail: z.array(SeedMail).default([]),
  networks: z.array(SeedNetwork).default([]),
  optedInRegions: SeedOptedInRegions,
  keys: z.array(SeedKey).default([]),
  secrets: z.array(SeedSecret).default([]),
  oidcProviders: OidcProviders.default([]),
  samlProviders: SamlProviders.default([]),
});

const Unit = z.strictObject({
  /** `Workloads/Production`; its parent must come before it. */
  path: z.string().min(1),
  serviceControlPolicies: z.array(z.string()).default([]),
  resourceControlPolicies: z.array(z.string()).default([]),
});

const ControlPolicies = z.array(
  z.strictObject({ name: Name, description: z.string().default(''), document: Document }),
);

const Organization = z.strictObject({
  id: z.string().regex(/^o-[a-z0-9]{10,32}$/u),
  managementAccount: AccountId,
  /** Filled in for `<hub>`; the container credentials endpoint hands out the roles of the first organization's. */
  hubAccount: AccountId,
  partition: z.enum(['aws', 'aws-us-gov', 'aws-cn']).default('aws'),
  serviceControlPolicies: ControlPolicies.default([]),
  /** Absent: resource control policies are not enabled. */
  resourceControlPolicies: ControlPolicies.optional(),
  /** Names of policies of either type. */
  rootPolicies: z.array(z.string()).default([]),
  units: z.array(Unit).default([]),
  identityCenter: SeedIdentityCenter.optional(),
});

const ONE_OF_BOTH = 'a seed has either organization or organizations, with at least one in it';

const SeedFile = z.strictObject({
  /** The day from which `createdDaysAgo` and `modifiedDaysAgo` count back. */
  agesFrom: z.iso.date().default('2026-11-01'),
  organization: Organization.optional(),
  organizations: z.array(Organization).default([]),
  documents: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  awsPolicies: z.array(ManagedPolicy).default([]),
  /** Roles, and rules of the default buses, that every account has. */
  everyAccount: z
    .strictObject({ roles: z.array(Role).default([]), eventRules: z.array(SeedEventRule).default([]) })
    .prefault({}),
  accounts: z.array(Account).min(1),
  /** Identity providers out in the world, with the keys they publish. */
  issuers: Issuers.default([]),
});

/** The seed file: see the README for what each part means. One `organization` is a list of one. */
export const Seed = SeedFile.refine(
  ({ organization, organizations }) => (organization === undefined) === organizations.length > 0,
  ONE_OF_BOTH,
).transform(({ organization, organizations, ...rest }) => ({
  ...rest,
  organizations: organization === undefined ? organizations : [organization],
}));

export type Seed = z.infer<typeof Seed>;
export type SeedOrganization = z.infer<typeof Organization>;
export type SeedAccount = z.infer<typeof Account>;
export type SeedRole = z.infer<typeof Role>;
export type SeedUser = z.infer<typeof User>;
export type SeedGroup = z.infer<typeof Group>;
export type SeedManagedPolicy = z.infer<typeof ManagedPolicy>;
export const SeedBucket = Bucket;
export type SeedBucket = z.infer<typeof Bucket>;
export type SeedDocument = z.infer<typeof Document>;
