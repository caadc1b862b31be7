import {
  ConfigServiceClient,
  paginateSelectAggregateResourceConfig,
  paginateSelectResourceConfig,
} from '@aws-sdk/client-config-service';
import type { AwsClients } from '@gatehouse/aws';
import type { Place } from '../collector.js';

/** An aggregator that sees every account of the organization. */
export interface ConfigAggregator {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

/** The most that Config puts on a page. */
const PAGE_SIZE = 100;

/** Asks an account's own recorder in a region; answers are pages of JSON texts. */
export async function* askRecorder(clients: AwsClients, place: Place, Expression: string) {
  const client = clients.for(ConfigServiceClient, place);
  const pages = paginateSelectResourceConfig(
    { client, pageSize: PAGE_SIZE },
    { Expression },
    { abortSignal: place.signal },
  );
  for await (const { Results } of pages) yield Results ?? [];
}

/** Asks the aggregator, which answers for all regions. */
export async function* askAggregator(
  clients: AwsClients,
  { accountId, region, name }: ConfigAggregator,
  { expression, signal }: { readonly expression: string; readonly signal: AbortSignal },
) {
  const client = clients.for(ConfigServiceClient, { accountId, region });
  const pages = paginateSelectAggregateResourceConfig(
    { client, pageSize: PAGE_SIZE },
    { Expression: expression, ConfigurationAggregatorName: name },
    { abortSignal: signal },
  );
  for await (const { Results } of pages) yield Results ?? [];
}
