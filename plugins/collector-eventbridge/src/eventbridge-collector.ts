import {
  DescribeEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  type EventBus,
} from '@aws-sdk/client-eventbridge';
import type { CollectedResource, CollectorPlace, ResourceCollector } from '@gatehouse/plugin-sdk';
import { EVENT_BUS, observeBus, observeRule, placeOfRule, RULE } from './observe.rules.js';

/** The most that EventBridge puts on a page. */
const PAGE_SIZE = 100;

/** Event buses with their policies, and the rules of each, in every region. */
export class EventBridgeCollector implements ResourceCollector {
  readonly id = 'eventbridge';
  readonly summary = 'EventBridge event buses with policy, and rules.';
  readonly resourceTypes = [EVENT_BUS, RULE];
  readonly awsPermissions = [
    'events:DescribeEventBus',
    'events:DescribeRule',
    'events:ListEventBuses',
    'events:ListRules',
    'events:ListTagsForResource',
  ];
  readonly worksBy = 'region' as const;

  async *collect(place: CollectorPlace): AsyncIterable<readonly CollectedResource[]> {
    for await (const buses of busesOf(place)) {
      const observed: CollectedResource[] = [];
      for (const bus of buses) observed.push(observeBus(bus, await tagsOf(place, bus.Arn)));
      yield observed;
      for (const { Name } of buses) yield* rulesOf(place, Name);
    }
  }

  async collectOne(place: CollectorPlace, arn: string, resourceType: string): Promise<CollectedResource | null> {
    return unlessGone(async () => (resourceType === RULE ? readRule(place, arn) : readBus(place, arn)));
  }
}

async function readBus(place: CollectorPlace, arn: string): Promise<CollectedResource> {
  const command = new DescribeEventBusCommand({ Name: arn });
  const bus = await place.client(EventBridgeClient).send(command, { abortSignal: place.signal });
  return observeBus(bus, await tagsOf(place, arn));
}

async function readRule(place: CollectorPlace, arn: string): Promise<CollectedResource> {
  const { bus, name } = placeOfRule(arn);
  const command = new DescribeRuleCommand({ Name: name, EventBusName: bus });
  const rule = await place.client(EventBridgeClient).send(command, { abortSignal: place.signal });
  return observeRule(rule, await tagsOf(place, arn));
}

async function* busesOf(place: CollectorPlace): AsyncIterable<readonly EventBus[]> {
  let NextToken: string | undefined;
  do {
    const command = new ListEventBusesCommand({ Limit: PAGE_SIZE, NextToken });
    const page = await place.client(EventBridgeClient).send(command, { abortSignal: place.signal });
    yield page.EventBuses ?? [];
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
}

async function* rulesOf(place: CollectorPlace, EventBusName: string | undefined) {
  let NextToken: string | undefined;
  do {
    const command = new ListRulesCommand({ EventBusName, Limit: PAGE_SIZE, NextToken });
    const page = await place.client(EventBridgeClient).send(command, { abortSignal: place.signal });
    const observed: CollectedResource[] = [];
    for (const rule of page.Rules ?? []) observed.push(observeRule(rule, await tagsOf(place, rule.Arn)));
    yield observed;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
}

async function tagsOf(place: CollectorPlace, ResourceARN: string | undefined) {
  const command = new ListTagsForResourceCommand({ ResourceARN });
  const { Tags } = await place.client(EventBridgeClient).send(command, { abortSignal: place.signal });
  return Tags ?? [];
}

async function unlessGone<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return null;
    throw error;
  }
}
