import {
  type ConfigurationItem,
  GetResourceConfigHistory$,
  type GetResourceConfigHistoryRequest,
  type GetResourceConfigHistoryResponse,
} from '@aws-sdk/client-config-service';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { historyItem, latestItem } from './configuration-item.js';
import { historiesOf, historyName } from './config-state.js';
import { pageSize, readToken, writeToken } from './config-pages.rules.js';
import { onAccount } from './discovered-resources.js';
import { recordedHere, viewsHere } from './recorded-resources.js';

const PAGE = { standard: 10, most: 100 } as const;

export const getResourceConfigHistory = operation<GetResourceConfigHistoryRequest, GetResourceConfigHistoryResponse>({
  schema: GetResourceConfigHistory$,
  access: onAccount('config:GetResourceConfigHistory'),
  handle: async (input, call) => {
    refuseBadTimes(input);
    const size = pageSize(input.limit, PAGE);
    const items = (await itemsOf(input, call)).filter(inTime(input));
    const sorted = input.chronologicalOrder === 'Forward' ? items : [...items].reverse();
    const from = readToken(input.nextToken, isPlace)?.passed ?? 0;
    const more = from + size < sorted.length;
    return {
      configurationItems: sorted.slice(from, from + size),
      ...(more ? { nextToken: writeToken({ passed: from + size }) } : {}),
    };
  },
});

/** Oldest first. A resource of which no change was seen is as it was when it was made. */
async function itemsOf(input: GetResourceConfigHistoryRequest, call: Call): Promise<readonly ConfigurationItem[]> {
  const { resourceType: type = '', resourceId: id = '' } = input;
  const recorded = historiesOf(call.world, call.caller.accountId).get(historyName({ type, id }));
  if (recorded !== undefined && recordedHere(call, recorded))
    return recorded.items.map((item) => historyItem(recorded, item));
  const view = (await viewsHere(call, type)).find((each) => each.id === id);
  if (view !== undefined) return [historyItem(view, latestItem(call.world, view))];
  throw new AwsError(
    'ResourceNotDiscoveredException',
    `Resource ${id} of resourceType:${type} is unknown or has not been discovered`,
  );
}

function refuseBadTimes({ earlierTime, laterTime }: GetResourceConfigHistoryRequest): void {
  if (earlierTime === undefined || laterTime === undefined || earlierTime <= laterTime) return;
  throw new AwsError(
    'InvalidTimeRangeException',
    'The specified time range is not valid: the earlier time is not chronologically before the later time.',
  );
}

function inTime({ earlierTime, laterTime }: GetResourceConfigHistoryRequest) {
  return ({ configurationItemCaptureTime: at }: ConfigurationItem): boolean =>
    at !== undefined &&
    (earlierTime === undefined || at >= earlierTime) &&
    (laterTime === undefined || at <= laterTime);
}

function isPlace(value: object): value is { readonly passed: number } {
  return 'passed' in value && Number.isInteger(value.passed);
}
