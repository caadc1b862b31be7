import { SQSClient } from '@aws-sdk/client-sqs';
import type { Provider } from '@nestjs/common';
import {
  AwsClients,
  awsEstateOf,
  ConfigurationProblem,
  PARTITIONS,
  readGatehouseFile,
  type AwsEstate,
} from '@gatehouse/aws';
import { AccountSources } from './account/account-sources.js';
import { ChangeQueues } from './changes/change-queue.js';
import { SqsChangeQueue } from './changes/sqs-change-queue.js';
import { accountSources, resourceCollectors, type AccountSource, type ResourceCollector } from '@gatehouse/plugin-sdk';
import { Clock, PlatformConfig } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import { ConfiguredAccounts, configuredAccounts } from './account/configured-accounts.js';
import { allCollectors } from './collectors/all-collectors.js';
import { Collectors } from './collectors/collectors.js';
import { PluggedCollector } from './collectors/plugged/plugged-collector.js';
import { clashAmong } from './collectors/plugged/plugged.rules.js';
import { Ec2EnabledRegions, EnabledRegions } from './collectors/enabled-regions.js';
import { ConsolePages } from './find-resource/console-pages.js';
import { OrganizationAccounts } from './organization/organization-accounts.js';
import { Organizations } from './organization/organizations.js';
import { StoredTagShelf } from './organization/stored-tag-shelf.js';
import { installedExtensions } from './plugins/installed-plugins.js';
import { AccessReports, IamAccessReports } from './service-usage/access-reports.js';
import { OwnerTags } from './resource/owner-tags.js';

/** The ways in which inventory looks at AWS. */
export interface AwsAccess {
  readonly sources: AccountSources;
  readonly organizations: Organizations;
  readonly collectors: Collectors;
  readonly regions: EnabledRegions;
  readonly ownerTags: OwnerTags;
  readonly changeQueues: ChangeQueues;
  readonly consolePages: ConsolePages;
  readonly accessReports: AccessReports;
}

const ACCESS = Symbol('AwsAccess');

/** Shown in CloudTrail of the accounts that are read. */
const SESSION_NAME = 'gatehouse-inventory';

/**
 * Calls a second per account and API where ten are too few for accounts with thousands of them. AWS publishes quotas for
 * KMS and Secrets Manager (50 to 10,000 a second) and none for the others; these stay well below what throttles.
 */
const USUAL_RATES: Readonly<Record<string, number>> = {
  's3:GetBucketAcl': 50,
  's3:GetBucketEncryption': 50,
  's3:GetBucketOwnershipControls': 50,
  's3:GetBucketPolicy': 50,
  's3:GetBucketPolicyStatus': 50,
  's3:GetBucketTagging': 50,
  's3:GetBucketVersioning': 50,
  's3:GetPublicAccessBlock': 50,
  'sqs:GetQueueAttributes': 50,
  'sqs:ListQueueTags': 50,
  'kms:DescribeKey': 50,
  'kms:GetKeyPolicy': 50,
  'kms:ListResourceTags': 25,
  'organizations:ListTagsForResource': 20,
  // Nobody waits for these, and IAM makes the reports with the same hands that answer everybody else.
  'iam:GenerateServiceLastAccessedDetails': 1,
  'iam:GetServiceLastAccessedDetails': 2,
};

/** What plugins add to the ways of looking at AWS. */
export interface PluggedAccess {
  readonly sources?: readonly AccountSource[];
  readonly collectors?: readonly ResourceCollector[];
}

/** AWS as gatehouse.yaml describes it. Throws `ConfigurationProblem` when a plugin lays claim to what another brings. */
export function awsAccessOf(estate: AwsEstate, { sources = [], collectors = [] }: PluggedAccess = {}): AwsAccess {
  const clients = new AwsClients({ ...estate, rateLimits: { ...USUAL_RATES, ...estate.rateLimits } }, SESSION_NAME);
  const { partition, region } = estate;
  const organizations = estate.organizations.map(
    ({ managementAccountId }) =>
      new OrganizationAccounts(clients, { managementAccountId, partition, region }, estate.accountTags),
  );
  const configured = configuredAccounts(estate);
  const byHand = configured.size === 0 ? [] : [new ConfiguredAccounts(configured, partition)];
  return {
    sources: new AccountSources([...organizations, ...sources, ...byHand], configured),
    organizations: new Organizations(organizations),
    collectors: collectorsOf(clients, estate, collectors),
    regions: new Ec2EnabledRegions(clients, estate.regions),
    ownerTags: new OwnerTags(estate.ownerTags),
    changeQueues: new ChangeQueues(
      estate.changes.queues.map(
        (queue) => new SqsChangeQueue(clients.forHub(SQSClient, queue.region ?? region), queue.url),
      ),
    ),
    consolePages: new ConsolePages(estate.console.consoleUrl ?? PARTITIONS[partition].consoleUrl),
    accessReports: new IamAccessReports(clients),
  };
}

function collectorsOf(clients: AwsClients, estate: AwsEstate, plugged: readonly ResourceCollector[]): Collectors {
  const added = plugged.map((collector) => new PluggedCollector(collector, clients));
  const all = allCollectors(clients, estate.configAggregator ?? null, added);
  const clash = clashAmong(all);
  if (clash !== null) throw new ConfigurationProblem(`plugins: ${clash}`);
  return new Collectors(all);
}

async function awsAccessFrom(path: string, clock: Clock, log: Logger): Promise<AwsAccess> {
  const file = await readGatehouseFile(path);
  const host = {
    now: () => clock.now(),
    log: (message: string, fields?: Readonly<Record<string, unknown>>) => log.info(fields ?? {}, message),
  };
  const collectors = await installedExtensions(file, resourceCollectors, { host });
  for (const { id, awsPermissions } of collectors) {
    log.info({ collector: id, awsPermissions }, 'A plugin adds a collector; the reader role needs these permissions.');
  }
  const sources = await installedExtensions(file, accountSources, { host });
  return awsAccessOf(awsEstateOf(file), { sources, collectors });
}

/** AWS for the service; a test gives its own `access`. */
export function awsProviders(access?: AwsAccess): Provider[] {
  return [
    {
      provide: ACCESS,
      inject: [PlatformConfig, Clock, Logger],
      useFactory: async (config: PlatformConfig, clock: Clock, log: Logger) =>
        access ?? (await awsAccessFrom(config.requireConfigFile(), clock, log)),
    },
    StoredTagShelf,
    {
      provide: Organizations,
      inject: [ACCESS, StoredTagShelf],
      useFactory: ({ organizations }: AwsAccess, shelf: StoredTagShelf) => {
        for (const organization of organizations.all) organization.rememberTagsOn(shelf);
        return organizations;
      },
    },
    { provide: AccountSources, inject: [ACCESS], useFactory: ({ sources }: AwsAccess) => sources },
    { provide: Collectors, inject: [ACCESS], useFactory: ({ collectors }: AwsAccess) => collectors },
    { provide: EnabledRegions, inject: [ACCESS], useFactory: ({ regions }: AwsAccess) => regions },
    { provide: ConsolePages, inject: [ACCESS], useFactory: ({ consolePages }: AwsAccess) => consolePages },
    { provide: ChangeQueues, inject: [ACCESS], useFactory: ({ changeQueues }: AwsAccess) => changeQueues },
    { provide: AccessReports, inject: [ACCESS], useFactory: ({ accessReports }: AwsAccess) => accessReports },
    { provide: OwnerTags, inject: [ACCESS], useFactory: ({ ownerTags }: AwsAccess) => ownerTags },
  ];
}
