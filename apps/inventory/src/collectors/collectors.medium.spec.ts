import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AwsClients, awsEstateOf, parseGatehouseFile } from '@gatehouse/aws';
import { testSandbox, type TestSandbox } from '@gatehouse/testing';
import type { ObservedResource } from '../resource/observed-resource.js';
import { hashResource } from '../resource/resource-parts.js';
import { builtInCollectors } from './built-in-collectors.js';
import type { Collector, CollectorTarget } from './collector.js';

const before = { ...process.env };
const payments = '100000000003';
let sandbox: TestSandbox;
let clients: AwsClients;
let collectors: Collector[];

beforeAll(async () => {
  sandbox = await testSandbox();
  Object.assign(process.env, sandbox.environmentOf('gatehouse-reader'));
  const text = 'aws: { reader: { spokeRoleName: gatehouse-reader-spoke, externalId: gatehouse-demo } }';
  clients = new AwsClients(awsEstateOf(parseGatehouseFile('gatehouse.yaml', text)), 'gatehouse-inventory');
  collectors = builtInCollectors(clients);
}, 60_000);
afterAll(async () => {
  clients.close();
  process.env = before;
  await sandbox.stop();
});

function target(accountId: string, regions: readonly string[] = ['us-east-1', 'eu-west-1']): CollectorTarget {
  const signal = AbortSignal.timeout(20_000);
  return { accountId, partition: 'aws', regions, disabledRegions: [], skipRegion: () => undefined, signal };
}

async function everythingOf(collector: Collector, where: CollectorTarget): Promise<ObservedResource[]> {
  const found: ObservedResource[] = [];
  for await (const page of collector.collect(where)) found.push(...page);
  return found;
}

describe('the built-in collectors', () => {
  it('read the same of a resource alone as of its account', async () => {
    for (const collector of collectors) {
      const where = target(payments);
      const all = await everythingOf(collector, where);
      expect(new Set(all.map(({ arn }) => arn)).size).toBe(all.length);
      for (const resource of all.slice(0, 60)) {
        const { region } = resource;
        const place = { ...where, region: region === 'global' ? 'us-east-1' : region };
        const alone = await collector.collectOne(place, resource.arn, resource.resourceType);
        expect(alone && hashResource(alone).content).toEqual(hashResource(resource).content);
      }
    }
  }, 60_000);
});
