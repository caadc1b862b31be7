/**
 * What reading takes without Gatehouse: the same pages of the same accounts, as many at once, fetched and parsed by the
 * AWS SDK and forgotten. A program of its own, told by its arguments: the configuration file, and how to read. Prints
 * what it took as JSON.
 *
 * `everything`: all that the collectors ask for. `identities`: what the collector of IAM asks for. `plain`: the same
 * calls, made with the SDK alone, to show that collectors add nothing to speak of.
 */
import {
  IAMClient,
  paginateGetAccountAuthorizationDetails,
  paginateListInstanceProfiles,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { paginateGetResources, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { awsEstateOf, readGatehouseFile } from '@gatehouse/aws';
import { awsAccessOf } from '../../../apps/inventory/dist/aws.providers.js';
import { inParallel } from '../../../apps/inventory/dist/collectors/in-parallel.js';

/** As the inventory reads them: accounts at once, and collectors at once in each. */
const ACCOUNTS_AT_ONCE = 8;
const COLLECTORS_AT_ONCE = 3;
const PAGE = { pageSize: 1_000 };

const [configFile = '', how = 'everything'] = process.argv.slice(2);
const estate = awsEstateOf(await readGatehouseFile(configFile));
const { sources, collectors, regions } = awsAccessOf(estate);
const { signal } = new AbortController();

const began = { at: performance.now(), busy: busyMilliseconds() };
const accounts = (await Promise.all(sources.all.map((source) => source.list(signal)))).flat();
const accountIds = accounts.filter(({ status }) => status === 'active').map(({ accountId }) => accountId);
let resources = 0;
let failures = 0;
const read = how === 'plain' ? readPlainly : readByCollectors;
await inParallel(accountIds, (accountId) => read(accountId).catch(() => void (failures += 1)), ACCOUNTS_AT_ONCE);
const seconds = (performance.now() - began.at) / 1_000;
const busySeconds = (busyMilliseconds() - began.busy) / 1_000;
const { maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({ seconds, busySeconds, mebibytes: maxRSS / 1_024, accounts: accountIds.length, resources, failures }),
);
process.exit(0);

async function readByCollectors(accountId: string): Promise<void> {
  const { enabled, disabled } = await regions.of({ accountId, regions: null }, signal);
  const target = { accountId, partition: estate.partition, signal, regions: enabled, disabledRegions: disabled };
  const chosen = how === 'identities' ? collectors.all.filter(({ id }) => id === 'iam') : collectors.all;
  await inParallel(
    chosen,
    async (collector) => {
      for await (const page of collector.collect({ ...target, skipRegion: () => {} })) resources += page.length;
    },
    COLLECTORS_AT_ONCE,
  );
}

function sessionIn(accountId: string) {
  return fromTemporaryCredentials({
    params: {
      RoleArn: `arn:${estate.partition}:iam::${accountId}:role/${estate.reader?.spokeRoleName ?? ''}`,
      RoleSessionName: 'bare-loop',
      ...(estate.reader?.externalId !== undefined && { ExternalId: estate.reader.externalId }),
    },
    clientConfig: { region: estate.region },
  });
}

async function readPlainly(accountId: string): Promise<void> {
  const { region } = estate;
  const credentials = sessionIn(accountId);
  const client = new IAMClient({ region, credentials });
  const tagging = new ResourceGroupsTaggingAPIClient({ region: 'us-east-1', credentials });
  const ResourceTypeFilters = ['iam:policy', 'iam:instance-profile'];
  for await (const page of paginateListRoles({ client, ...PAGE }, {})) void page;
  for await (const page of paginateGetResources({ client: tagging, pageSize: 100 }, { ResourceTypeFilters })) void page;
  for await (const page of paginateGetAccountAuthorizationDetails({ client, ...PAGE }, {})) {
    const { RoleDetailList, UserDetailList, GroupDetailList, Policies } = page;
    resources += [RoleDetailList, UserDetailList, GroupDetailList, Policies].flat().length;
  }
  for await (const { InstanceProfiles = [] } of paginateListInstanceProfiles({ client, ...PAGE }, {})) {
    resources += InstanceProfiles.length;
  }
  client.destroy();
  tagging.destroy();
}

function busyMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
