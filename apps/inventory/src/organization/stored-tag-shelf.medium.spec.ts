import { OrganizationsClient, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AwsClients, awsEstateOf, parseGatehouseFile } from '@gatehouse/aws';
import { openDatabase, type Database } from '@gatehouse/persistence';
import { taskMigrations } from '@gatehouse/tasks';
import { FakeClock, testPostgres, testSandbox, type TestPostgres, type TestSandbox } from '@gatehouse/testing';
import { inventoryMigrations } from '../migrations/inventory-migrations.js';
import { OrganizationAccounts } from './organization-accounts.js';
import { StoredTagShelf } from './stored-tag-shelf.js';

const [PRODUCTION, DATA] = ['100000000003', '100000000005'];
const before = { ...process.env };
let sandbox: TestSandbox;
let postgres: TestPostgres;
let database: Database;
let clients: AwsClients;
let organizations: OrganizationsClient;
let shelf: StoredTagShelf;
const clock = new FakeClock('2026-11-23T12:00:00Z');

beforeAll(async () => {
  [sandbox, postgres] = await Promise.all([testSandbox(), testPostgres({ service: 'inventory' })]);
  Object.assign(process.env, sandbox.environmentOf('gatehouse-reader'));
  const migrations = [...taskMigrations, ...inventoryMigrations];
  database = await openDatabase({ service: 'inventory', url: postgres.url, migrations });
  const text = 'aws: { reader: { spokeRoleName: gatehouse-reader-spoke, externalId: gatehouse-demo } }';
  clients = new AwsClients(awsEstateOf(parseGatehouseFile('gatehouse.yaml', text)), 'gatehouse-inventory');
  const root = { accessKeyId: 'AKIASANDBOXROOTDEMO1', secretAccessKey: 'sandbox-break-glass-secret-not-aws-0001' };
  organizations = new OrganizationsClient({ endpoint: sandbox.url, region: 'us-east-1', credentials: root });
  shelf = new StoredTagShelf(database, clock);
}, 60_000);
afterAll(async () => {
  clients.close();
  process.env = before;
  await database.close();
  await Promise.all([sandbox.stop(), postgres.drop()]);
});

/** What a replica believes of the accounts that say in which environment they are. */
async function environments(): Promise<Readonly<Record<string, string | undefined>>> {
  const place = { managementAccountId: '100000000001', partition: 'aws', region: 'us-east-1' };
  const replica = new OrganizationAccounts(clients, place, { environment: 'stage' });
  replica.rememberTagsOn(shelf);
  const accounts = await replica.list(AbortSignal.timeout(20_000));
  return Object.fromEntries(
    accounts.flatMap(({ accountId, settings }) =>
      settings?.environment === undefined ? [] : [[accountId, settings.environment]],
    ),
  );
}

const tag = (ResourceId: string, Value: string) =>
  organizations.send(new TagResourceCommand({ ResourceId, Tags: [{ Key: 'stage', Value }] }));

describe(StoredTagShelf, () => {
  it('keeps tags for all replicas, until they changed or a sweep has passed', async () => {
    await tag(PRODUCTION, 'production');
    await expect(environments()).resolves.toEqual({ [PRODUCTION]: 'production' });

    await Promise.all([tag(PRODUCTION, 'test'), tag(DATA, 'test')]);
    await expect(environments()).resolves.toEqual({ [PRODUCTION]: 'production' });

    await shelf.changed([PRODUCTION]);
    await expect(environments()).resolves.toEqual({ [PRODUCTION]: 'test' });

    // What AWS answers right after a change may be what was before.
    await tag(PRODUCTION, 'staging');
    clock.advance(5);
    await expect(environments()).resolves.toEqual({ [PRODUCTION]: 'staging' });

    clock.advance(300);
    await expect(environments()).resolves.toEqual({ [PRODUCTION]: 'staging', [DATA]: 'test' });
    await organizations.send(new UntagResourceCommand({ ResourceId: DATA, TagKeys: ['stage'] }));
    await shelf.changed([DATA, '999999999999']);
    clock.advance(11);
    await expect(environments()).resolves.toEqual({ [PRODUCTION]: 'staging' });
  });
});
