import { ConfigServiceClient, DescribeConfigurationRecordersCommand } from '@aws-sdk/client-config-service';
import type { AwsClients } from '@gatehouse/aws';
import type { ObservedResource } from '../../resource/observed-resource.js';
import type { CollectorTarget, Place } from '../collector.js';
import { NothingToAsk, RegionalCollector } from '../regional-collector.js';
import { askAggregator, askRecorder, type ConfigAggregator } from './config-answers.js';
import { resourceQuery, resourcesQueries, typesQuery } from './config-query.rules.js';
import { isLeftToConfig, observeRow, rowOf } from './observe-row.js';

/** How this installation asks Config. */
export interface ConfigCollectorOptions {
  /** Types that other collectors bring. */
  readonly taken: readonly string[];
  /** Asked instead of the accounts' own recorders. */
  readonly aggregator: ConfigAggregator | null;
}

/** Asks one expression; the answer comes in pages of JSON texts. */
type Ask = (expression: string) => AsyncIterable<readonly string[]>;

/** All that AWS Config has recorded of types that no other collector brings. */
export class ConfigCollector extends RegionalCollector {
  override readonly id = 'config';
  override readonly summary = 'Everything else that AWS Config records, where it does.';
  override readonly resourceTypes = 'everything-else';
  override readonly awsPermissions = [
    'config:DescribeConfigurationRecorders',
    'config:SelectAggregateResourceConfig',
    'config:SelectResourceConfig',
  ];
  readonly #taken: ReadonlySet<string>;

  constructor(
    private readonly clients: AwsClients,
    private readonly options: ConfigCollectorOptions,
  ) {
    super();
    this.#taken = new Set(options.taken);
  }

  override async *collect(target: CollectorTarget): AsyncIterable<readonly ObservedResource[]> {
    const { aggregator } = this.options;
    if (aggregator === null) yield* super.collect(target);
    else yield* this.everythingOf(target.accountId, target.accountId, this.asking(aggregator, target.signal));
  }

  override async collectOne(place: Place, arn: string): Promise<ObservedResource | null> {
    const { aggregator } = this.options;
    const ask =
      aggregator === null
        ? (expression: string) => askRecorder(this.clients, place, expression)
        : this.asking(aggregator, place.signal);
    for await (const page of ask(resourceQuery(aggregator === null ? null : place.accountId, arn))) {
      const [found] = observedOn(place.accountId, page);
      if (found !== undefined) return found;
    }
    return null;
  }

  protected override async *collectIn(place: Place): AsyncIterable<readonly ObservedResource[]> {
    const client = this.clients.for(ConfigServiceClient, place);
    const command = new DescribeConfigurationRecordersCommand({});
    const { ConfigurationRecorders } = await client.send(command, { abortSignal: place.signal });
    if ((ConfigurationRecorders ?? []).length === 0) throw new NothingToAsk('AWS Config records nothing here.');
    yield* this.everythingOf(place.accountId, null, (expression) => askRecorder(this.clients, place, expression));
  }

  private async *everythingOf(accountId: string, asked: string | null, ask: Ask) {
    const types: string[] = [];
    for await (const page of ask(typesQuery(asked))) {
      const named = page.map((text) => rowOf(text)?.['resourceType']);
      types.push(...named.filter((type) => isLeftToConfig(type, this.#taken)));
    }
    for (const query of resourcesQueries(asked, types)) {
      for await (const page of ask(query)) yield observedOn(accountId, page);
    }
  }

  private asking(aggregator: ConfigAggregator, signal: AbortSignal): Ask {
    return (expression) => askAggregator(this.clients, aggregator, { expression, signal });
  }
}

function observedOn(accountId: string, page: readonly string[]): ObservedResource[] {
  return page.flatMap((text) => {
    const row = rowOf(text);
    return (row === null ? null : observeRow(accountId, row)) ?? [];
  });
}
