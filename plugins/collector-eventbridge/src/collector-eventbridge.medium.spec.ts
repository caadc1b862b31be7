import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  createExtension,
  resourceCollectorConformance,
  type CollectedResource,
  type CollectorPlace,
  type CollectorSetting,
  type ResourceCollector,
} from '@gatehouse/plugin-sdk';
import { testSandbox, type TestSandbox } from '@gatehouse/testing';
import { collectorEventBridge } from './collector-eventbridge.js';

const accountId = '100000000003';
const region = 'us-east-1';
const before = { ...process.env };
let sandbox: TestSandbox;
let collector: ResourceCollector;
let setting: CollectorSetting;

beforeAll(async () => {
  sandbox = await testSandbox();
  Object.assign(process.env, sandbox.environmentOf('gatehouse-reader'));
  collector = await createExtension(collectorEventBridge, {}, { now: () => new Date(), log: () => undefined });
  const client = new EventBridgeClient({ region, credentials: await readerAllowed(collector.awsPermissions) });
  setting = {
    accountId,
    region,
    client: <Client extends object>() => client as unknown as Client,
    missing: { arn: `arn:aws:events:${region}:${accountId}:rule/nobodys`, resourceType: 'AWS::Events::Rule' },
  };
}, 60_000);
afterAll(async () => {
  process.env = before;
  await sandbox.stop();
});

/** The reader in the account, allowed these actions at most. */
async function readerAllowed(actions: readonly string[]) {
  const sts = new STSClient({ region });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/gatehouse-reader-spoke`,
      RoleSessionName: 'conformance',
      ExternalId: 'gatehouse-demo',
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
      }),
    }),
  );
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

describe('the collector of EventBridge', () => {
  it.each([
    'says what it is',
    'brings resources that',
    'brings each resource once',
    'sees the same',
    'knows that something is not there',
    'gives up when',
  ])('%s …', async (beginning) => {
    const promise = resourceCollectorConformance(collector, setting).find((it) => it.promise.startsWith(beginning));
    await promise?.check();
    expect(promise).toBeDefined();
  });

  it('brings the rules that tell of changes, with their patterns and buses', async () => {
    const place: CollectorPlace = { ...setting, partition: 'aws', signal: AbortSignal.timeout(10_000) };
    const found: CollectedResource[] = [];
    for await (const page of collector.collect(place)) found.push(...page);
    expect(found.find(({ name }) => name === 'gatehouse-changes')).toMatchObject({
      arn: `arn:aws:events:${region}:${accountId}:rule/gatehouse-changes`,
      resourceType: 'AWS::Events::Rule',
      settings: { state: 'ENABLED', eventBus: 'default', eventPattern: expect.stringContaining('aws.iam') },
    });
    expect(found.find(({ name }) => name === 'default')).toMatchObject({ resourceType: 'AWS::Events::EventBus' });
  });

  it('takes no settings', async () => {
    const host = { now: () => new Date(), log: () => undefined };
    await expect(createExtension(collectorEventBridge, { regions: ['eu-west-1'] }, host)).rejects.toThrow('regions');
  });
});
