import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventBridgeClient, ListEventBusesCommand } from '@aws-sdk/client-eventbridge';
import { awsEstateOf, AwsClients, ConfigurationProblem, parseGatehouseFile } from '@gatehouse/aws';
import type { CollectedResource, CollectorPlace, ResourceCollector } from '@gatehouse/plugin-sdk';
import { testSandbox, type TestSandbox } from '@gatehouse/testing';
import { awsAccessOf } from '../../aws.providers.js';
import type { ObservedResource } from '../../resource/observed-resource.js';
import type { CollectorTarget } from '../collector.js';
import { PluggedCollector } from './plugged-collector.js';

const before = { ...process.env };
const payments = '100000000003';
const EVENT_BUS = 'AWS::Events::EventBus';
let sandbox: TestSandbox;
let clients: AwsClients;
const estate = awsEstateOf(
  parseGatehouseFile(
    'gatehouse.yaml',
    'aws: { reader: { spokeRoleName: gatehouse-reader-spoke, externalId: gatehouse-demo } }',
  ),
);

beforeAll(async () => {
  sandbox = await testSandbox();
  Object.assign(process.env, sandbox.environmentOf('gatehouse-reader'));
  clients = new AwsClients(estate, 'gatehouse-inventory');
}, 60_000);
afterAll(async () => {
  clients.close();
  process.env = before;
  await sandbox.stop();
});

/** Brings the event buses of a place, changed as a test wants it. */
function busCollector(change: Partial<ResourceCollector> = {}, as: Partial<CollectedResource> = {}): ResourceCollector {
  const busesOf = async (place: CollectorPlace): Promise<CollectedResource[]> => {
    const client = place.client(EventBridgeClient);
    const { EventBuses } = await client.send(new ListEventBusesCommand({}), { abortSignal: place.signal });
    return (EventBuses ?? []).map(({ Arn = '', Name = '', Policy }) => {
      return { arn: Arn, name: Name, resourceType: EVENT_BUS, policy: Policy ?? null, ...as };
    });
  };
  return {
    id: 'buses',
    summary: 'Event buses.',
    resourceTypes: [EVENT_BUS],
    awsPermissions: ['events:ListEventBuses'],
    worksBy: 'region',
    async *collect(place) {
      yield await busesOf(place);
    },
    collectOne: async (place, arn) => (await busesOf(place)).find((bus) => bus.arn === arn) ?? null,
    ...change,
  };
}

async function everythingOf(plugged: ResourceCollector): Promise<ObservedResource[]> {
  const target: CollectorTarget = {
    accountId: payments,
    partition: 'aws',
    regions: ['us-east-1', 'eu-west-1'],
    disabledRegions: [],
    skipRegion: () => undefined,
    signal: AbortSignal.timeout(10_000),
  };
  const found: ObservedResource[] = [];
  for await (const page of new PluggedCollector(plugged, clients).collect(target)) found.push(...page);
  return found;
}

describe(PluggedCollector, () => {
  it('reads every region as the reader of the account', async () => {
    expect(await everythingOf(busCollector())).toMatchObject([
      { arn: `arn:aws:events:us-east-1:${payments}:event-bus/default`, region: 'us-east-1', isPublic: false },
      { arn: `arn:aws:events:eu-west-1:${payments}:event-bus/default`, region: 'eu-west-1', accountId: payments },
    ]);
  });

  it('reads once what works by account', async () => {
    expect(await everythingOf(busCollector({ worksBy: 'account' }))).toMatchObject([{ region: 'us-east-1' }]);
  });

  it('fails its part when it speaks of what is not its own', async () => {
    await expect(everythingOf(busCollector({}, { resourceType: 'AWS::IAM::Role' }))).rejects.toMatchObject({
      name: 'ForeignResource',
      message: expect.stringContaining('as AWS::IAM::Role of 100000000003'),
    });
  });

  it('reads one resource by itself', async () => {
    const collector = new PluggedCollector(busCollector(), clients);
    const place = { accountId: payments, partition: 'aws', region: 'us-east-1', signal: AbortSignal.timeout(5_000) };
    const arn = `arn:aws:events:us-east-1:${payments}:event-bus/default`;
    await expect(collector.collectOne(place, arn, EVENT_BUS)).resolves.toMatchObject({ arn, name: 'default' });
    await expect(collector.collectOne(place, `${arn}-2`, EVENT_BUS)).resolves.toBeNull();
  });
});

describe(awsAccessOf, () => {
  it('gives a type to one collector alone, and to AWS Config no more', () => {
    const { collectors } = awsAccessOf(estate, { collectors: [busCollector()] });
    expect(collectors.bringing(EVENT_BUS)?.id).toBe('buses');
    expect(collectors.bringing('AWS::Events::Rule')?.id).toBe('config');
    expect(collectors.all.at(-1)?.id).toBe('config');
    expect(() => awsAccessOf(estate, { collectors: [busCollector({ id: 's3' })] })).toThrow(ConfigurationProblem);
    const roles = busCollector({ resourceTypes: ['AWS::IAM::Role'] });
    expect(() => awsAccessOf(estate, { collectors: [roles] })).toThrow('two collectors bring AWS::IAM::Role');
  });
});
