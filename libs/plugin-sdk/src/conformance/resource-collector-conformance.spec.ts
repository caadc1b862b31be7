import { describe, expect, it } from '@jest/globals';
import type { CollectedResource, ResourceCollector } from '../extension-points/resource-collector.js';
import { PromiseNotKept } from './conformance-case.js';
import { resourceCollectorConformance, type CollectorSetting } from './resource-collector-conformance.js';

const accountId = '111122223333';
const setting: CollectorSetting = {
  accountId,
  region: 'eu-west-1',
  client: () => {
    throw new Error('It needs no client.');
  },
  missing: { arn: `arn:aws:athena:eu-west-1:${accountId}:workgroup/nobodys`, resourceType: 'AWS::Athena::WorkGroup' },
};
const primary: CollectedResource = {
  arn: `arn:aws:athena:eu-west-1:${accountId}:workgroup/primary`,
  resourceType: 'AWS::Athena::WorkGroup',
  name: 'primary',
  tags: { team: 'data' },
  settings: { bytesScannedCutoff: null },
};

function collectorOf(resources: readonly CollectedResource[], change: Partial<ResourceCollector> = {}) {
  const collector: ResourceCollector = {
    id: 'athena',
    summary: 'Work groups of Athena.',
    resourceTypes: ['AWS::Athena::WorkGroup'],
    awsPermissions: ['athena:ListWorkGroups'],
    worksBy: 'region',
    async *collect({ signal }) {
      signal.throwIfAborted();
      yield resources;
    },
    collectOne: async (_place, arn) => resources.find((resource) => resource.arn === arn) ?? null,
    ...change,
  };
  return collector;
}

describe(resourceCollectorConformance, () => {
  it.each(resourceCollectorConformance(collectorOf([primary]), setting))('$promise', ({ check }) => check());

  it.each([
    ['an id that is none', collectorOf([primary], { id: 'Athena!' })],
    ['a type that nobody could ask for', collectorOf([primary], { resourceTypes: ['WorkGroup'] })],
    ['permissions for everything', collectorOf([primary], { awsPermissions: ['athena:*'] })],
    ['nothing', collectorOf([])],
    ['a resource twice', collectorOf([primary, primary])],
    ['a type that it does not name', collectorOf([{ ...primary, resourceType: 'AWS::Athena::NamedQuery' }])],
    ["another account's resource", collectorOf([{ ...primary, arn: primary.arn.replace('1111', '4444') }])],
    ['settings that are no JSON', collectorOf([{ ...primary, settings: { at: new Date(0) } }])],
    ['less of a resource alone', collectorOf([primary], { collectOne: async () => ({ ...primary, tags: {} }) })],
    [
      'no interest in the signal',
      collectorOf([primary], {
        async *collect() {
          yield [primary];
        },
      }),
    ],
  ])('finds out %s', async (_what, collector) => {
    const checks = async () => {
      for (const { check } of resourceCollectorConformance(collector, setting)) await check();
    };
    await expect(checks()).rejects.toThrow(PromiseNotKept);
  });
});
