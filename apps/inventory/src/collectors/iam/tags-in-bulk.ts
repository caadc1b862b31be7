import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
  type GetResourcesOutput,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { awsProblemOf, type AwsClients } from '@gatehouse/aws';
import { tagsOf } from '../tags.rules.js';
import type { CollectorTarget } from '../collector.js';
import { homeRegionOf } from '../home-region.rules.js';
import type { KnownTags } from './authorization-details.rules.js';

/** The most that the tagging API puts on a page. */
const PAGE_SIZE = 100;

/**
 * Tags of managed policies and instance profiles, a page for a hundred of them instead of a call for each. Whoever
 * refuses us this still gets everything else read.
 */
export async function tagsOfPoliciesAndProfiles(clients: AwsClients, target: CollectorTarget): Promise<KnownTags> {
  try {
    return { byArn: await readTags(clients, target), areKnown: true };
  } catch (error) {
    if (awsProblemOf(error).kind !== 'denied') throw error;
    return { byArn: new Map(), areKnown: false };
  }
}

async function readTags(
  clients: AwsClients,
  { accountId, partition, signal }: CollectorTarget,
): Promise<Map<string, Record<string, string>>> {
  // The tagging API knows what is global in one region only.
  const tagging = clients.for(ResourceGroupsTaggingAPIClient, { accountId, region: homeRegionOf(partition) });
  const found = new Map<string, Record<string, string>>();
  let token: string | undefined;
  do {
    const page: GetResourcesOutput = await tagging.send(
      new GetResourcesCommand({
        ResourceTypeFilters: ['iam:policy', 'iam:instance-profile'],
        ResourcesPerPage: PAGE_SIZE,
        PaginationToken: token,
      }),
      { abortSignal: signal },
    );
    for (const { ResourceARN, Tags } of page.ResourceTagMappingList ?? []) found.set(ResourceARN ?? '', tagsOf(Tags));
    token = page.PaginationToken;
  } while (token !== undefined && token !== '');
  return found;
}
