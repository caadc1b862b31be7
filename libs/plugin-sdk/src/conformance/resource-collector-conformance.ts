import { Arn, ResourceSummary, ResourceType } from '@gatehouse/contracts';
import { z } from 'zod';
import type { CollectedResource, CollectorPlace, ResourceCollector } from '../extension-points/resource-collector.js';
import { must, type ConformanceCase } from './conformance-case.js';

/** Somewhere with resources for the collector to find. */
export interface CollectorSetting {
  readonly accountId: string;
  readonly partition?: string;
  readonly region: string;
  /** A client as the reader would have it: allowed what the collector states, and nothing else. */
  readonly client: CollectorPlace['client'];
  /** ARN of something that is not there, with its type. */
  readonly missing: { readonly arn: string; readonly resourceType: string };
}

const Facts = z.object({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .max(64),
  summary: z.string().min(1).max(500),
  resourceTypes: z.array(ResourceType).min(1).max(100),
  awsPermissions: z.array(z.string().regex(/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/)).max(100),
  worksBy: z.enum(['region', 'account']),
});

const Collected = ResourceSummary.pick({ arn: true, resourceType: true, name: true }).extend({
  region: ResourceSummary.shape.region.optional(),
  tags: ResourceSummary.shape.tags.optional(),
  settings: z.record(z.string().max(200), z.json()).optional(),
  policy: z.string().max(200_000).nullish(),
});

/**
 * What every resource collector promises. Without a resource to find, it shows little.
 *
 * @example it.each(resourceCollectorConformance(myCollector, setting))('$promise', ({ check }) => check());
 */
export function resourceCollectorConformance(
  collector: ResourceCollector,
  setting: CollectorSetting,
): readonly ConformanceCase[] {
  const { accountId, partition = 'aws', region, client, missing } = setting;
  const placeFor = (signal: AbortSignal): CollectorPlace => ({ accountId, partition, region, client, signal });
  const place = () => placeFor(AbortSignal.timeout(30_000));
  return [
    { promise: 'says what it is, in words that the contracts can carry', check: async () => checkFacts(collector) },
    {
      promise: 'brings resources that the contracts can carry, of its own types and of the account',
      check: async () => {
        const all = await everythingOf(collector, place());
        must(all.length > 0, 'it brought nothing, so nothing is shown');
        for (const resource of all) checkResource(resource, collector, accountId);
      },
    },
    {
      promise: 'brings each resource once',
      check: async () => {
        const arns = (await everythingOf(collector, place())).map(({ arn }) => arn);
        must(new Set(arns).size === arns.length, 'a resource is there twice');
      },
    },
    {
      promise: 'sees the same in a resource alone as among all others',
      check: async () => {
        for (const resource of (await everythingOf(collector, place())).slice(0, 5)) {
          const alone = await collector.collectOne(place(), resource.arn, resource.resourceType);
          must(textOf(alone) === textOf(resource), `${resource.arn} alone: ${textOf(alone)}, not ${textOf(resource)}`);
        }
      },
    },
    {
      promise: 'knows that something is not there',
      check: async () => {
        const found = await collector.collectOne(place(), Arn.parse(missing.arn), missing.resourceType);
        must(found === null, `it found ${missing.arn}`);
      },
    },
    {
      promise: 'gives up when it is told to',
      check: async () => {
        const outcome = await everythingOf(collector, placeFor(AbortSignal.abort())).then(
          () => 'an end',
          () => 'a rejection',
        );
        must(outcome === 'a rejection', 'it went on after the signal');
      },
    },
  ];
}

function checkFacts(collector: ResourceCollector): void {
  const { id, summary, resourceTypes, awsPermissions, worksBy } = collector;
  const parsed = Facts.safeParse({ id, summary, resourceTypes, awsPermissions, worksBy });
  must(parsed.success, parsed.error?.message ?? '');
}

function checkResource(resource: CollectedResource, { resourceTypes }: ResourceCollector, accountId: string): void {
  const parsed = Collected.safeParse(resource);
  must(parsed.success, `${resource.arn}: ${parsed.error?.message ?? ''}`);
  must(
    resourceTypes.includes(resource.resourceType),
    `${resource.arn} is a ${resource.resourceType}, which it names not`,
  );
  const owner = resource.arn.split(':')[4] ?? '';
  must(owner === '' || owner === accountId, `${resource.arn} is not of ${accountId}`);
}

async function everythingOf(collector: ResourceCollector, place: CollectorPlace): Promise<CollectedResource[]> {
  const all: CollectedResource[] = [];
  for await (const page of collector.collect(place)) all.push(...page);
  return all;
}

/** The same text for the same resource, whatever order its keys are in. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
