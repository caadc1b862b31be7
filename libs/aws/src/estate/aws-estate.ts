import { AccountId } from '@gatehouse/contracts';
import { z } from 'zod';
import { sectionOf, type GatehouseFile } from './gatehouse-file.js';

const Region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'An AWS region, e.g. eu-west-1.')
  .describe('An AWS region.');

/** `path/name` as in a role's ARN after `role/`. */
const RoleName = z
  .string()
  .max(512)
  .regex(/^(?:[\u0021-\u007e]{1,510}\/)?[\w+=,.@-]{1,64}$/, 'The name of an IAM role, with its path if it has one.');

/** External ids as STS takes them: 2 to 1,224 characters. Source: AssumeRole, STS API reference. */
const ExternalId = z
  .string()
  .min(2, 'An external id has at least two characters.')
  .max(1_224)
  .regex(/^[\w+=,.@:/-]*$/, 'An external id may hold letters, digits and + = , . @ : / - _');

const Spoke = z.strictObject({
  spokeRoleName: RoleName.describe('Name of the role that the hub role assumes in every account.'),
  externalId: ExternalId.optional().describe('External id that the trust policy of the spoke role asks for.'),
});

const Console = z.strictObject({
  federationUrl: z.url().optional().describe("Where sign-in links are made; the partition's own by default."),
  consoleUrl: z.url().optional().describe("Where the console is; the partition's own by default."),
  issuer: z.url().optional().describe('Where the console sends people whose session has ended: the portal.'),
});

const Sessions = z.strictObject({
  attribution: z
    .enum(['prefer', 'require'])
    .default('prefer')
    .describe(
      'Role sessions carry SourceIdentity and session tags. `prefer`: where a trust policy does not allow that, do without. `require`: refuse.',
    ),
});

const Rates = z.strictObject({
  peoplePerSecond: z
    .number()
    .positive()
    .max(100_000)
    .default(540)
    .describe("STS calls a second for people, per process. AWS's quota is 600 per hub account and region."),
  refreshPerSecond: z
    .number()
    .positive()
    .max(100_000)
    .default(60)
    .describe('STS calls a second for reading accounts, per process; taken from the same quota.'),
});

const Changes = z.strictObject({
  queues: z
    .array(
      z.strictObject({
        url: z.url().max(2_048).describe("The queue's URL, as SQS tells it."),
        region: Region.optional().describe('Region of the queue; `region` by default.'),
      }),
    )
    .max(50)
    .default([])
    .describe('SQS queues that EventBridge rules of the accounts send CloudTrail events to; one per region.'),
});

const AccountEntry = z.strictObject({
  accountId: AccountId.describe('The account that this is said of.'),
  name: z.string().min(1).max(200).optional().describe('Shown instead of the name that its organization gives.'),
  email: z.string().max(320).optional().describe('Shown instead of the address that its organization gives.'),
  aliases: z.array(z.string().min(1).max(63)).max(5).optional().describe('Other names that people know it by.'),
  environment: z.string().min(1).max(100).optional().describe('Such as production or staging.'),
  sensitive: z.boolean().optional().describe('Marks an account that needs special care.'),
  syncEnabled: z.boolean().optional().describe('False: the account is shown, and read only when somebody asks.'),
  owner: z.string().min(1).max(320).optional().describe('Person or group that the account belongs to.'),
  regions: z.array(Region).min(1).max(100).optional().describe('Regions that are read of it instead of `regions`.'),
});

const TagKey = z.string().min(1).max(128);

const AccountTags = z.strictObject({
  name: TagKey.optional().describe("Shown instead of the account's name."),
  aliases: TagKey.optional().describe('Other names, with a space or colon between them.'),
  environment: TagKey.optional().describe('Such as production or staging.'),
  sensitive: TagKey.optional().describe(
    'Marks an account that needs special care, unless its value is no, false or 0.',
  ),
  syncEnabled: TagKey.optional().describe('With the value no, false or 0 the account is read only when somebody asks.'),
  owner: TagKey.optional().describe('Person or group that the account belongs to.'),
  regions: TagKey.optional().describe(
    'Regions that are read of it instead of `regions`, with a space or colon between.',
  ),
});

/** The `aws` section of gatehouse.yaml: which AWS this is, and as whom we go there. */
export const AwsEstate = z.strictObject({
  partition: z.enum(['aws', 'aws-us-gov', 'aws-cn']).default('aws'),
  region: Region.default('us-east-1').describe('Where STS is asked and console links begin.'),
  regions: z.array(Region).max(100).default([]).describe('Regions that are read; `region` alone by default.'),
  configAggregator: z
    .strictObject({
      accountId: AccountId.describe('Account that the aggregator is in.'),
      region: Region.describe('Region that the aggregator is in.'),
      name: z.string().min(1).max(256).describe('Name of the aggregator.'),
    })
    .optional()
    .describe("An AWS Config aggregator over the organization, asked instead of each account's own recorder."),
  ownerTags: z
    .array(z.string().min(1).max(128))
    .max(20)
    .default(['gatehouse-owner', 'consoleme-owner-dl', 'owner'])
    .describe('Tags that say who a resource belongs to; the first that is set counts.'),
  organizations: z
    .array(
      z.strictObject({ managementAccountId: AccountId.describe('Account that the organization is managed from.') }),
    )
    .max(50)
    .default([])
    .describe('Organizations whose accounts are read, through the spoke role in the management account.'),
  accountTags: AccountTags.prefault({}).describe(
    'Tags of accounts in AWS Organizations that say what `accounts` says too; that outweighs them. Unset: no tag is read.',
  ),
  accounts: z
    .array(AccountEntry)
    .max(10_000)
    .default([])
    .describe(
      'What is said of accounts here outweighs what organizations and plugins say; accounts that none of them names are read as well.',
    )
    .refine((entries) => new Set(entries.map(({ accountId }) => accountId)).size === entries.length, {
      message: 'Each account once.',
    }),
  reader: Spoke.optional().describe('How inventory reads accounts.'),
  changes: Changes.prefault({}).describe('How inventory hears of changes and of denied calls within seconds.'),
  console: Console.prefault({}),
  sessions: Sessions.prefault({}),
  sts: Rates.prefault({}),
  rateLimits: z
    .record(
      z.string().regex(/^[a-z0-9-]+:[A-Z]\w+$/, 'Written as service:Action, e.g. iam:GetAccountAuthorizationDetails.'),
      z.number().positive().max(10_000),
    )
    .default({})
    .describe('Calls a second per account and API, where the defaults do not fit.'),
});
export type AwsEstate = z.output<typeof AwsEstate>;

/** The checked `aws` section, `regions` never empty. Throws `ConfigurationProblem` naming each wrong key. */
export function awsEstateOf(file: GatehouseFile): AwsEstate {
  const estate = sectionOf(file, 'aws', AwsEstate);
  return { ...estate, regions: estate.regions.length > 0 ? estate.regions : [estate.region] };
}
