import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { testSandbox, type TestSandbox } from '@gatehouse/testing';
import { AwsClients } from './clients/aws-clients.js';
import { FederationConsoleLinks } from './console-links/console-links.js';
import { awsEstateOf, type AwsEstate } from './estate/aws-estate.js';
import { parseGatehouseFile } from './estate/gatehouse-file.js';
import { StsRoleSessions } from './role-sessions/sts-role-sessions.js';

const hub = 'arn:aws:iam::100000000002:role/gatehouse-broker';
const reader = 'arn:aws:iam::100000000003:role/people/payments-engineer';
const before = { ...process.env };
let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await testSandbox();
}, 60_000);
afterAll(async () => {
  process.env = before;
  await sandbox.stop();
});

/** The SDK reads its environment when a client makes its first call. */
function actAs(hubRole: string): void {
  Object.assign(process.env, sandbox.environmentOf(hubRole));
}

function estate(change = ''): AwsEstate {
  return awsEstateOf(
    parseGatehouseFile(
      'gatehouse.yaml',
      `aws:
  organizations: [{ managementAccountId: '100000000001' }]
  reader: { spokeRoleName: gatehouse-reader-spoke, externalId: gatehouse-demo }
  console: { federationUrl: '${sandbox.url}/federation', consoleUrl: '${sandbox.url}/console' }
  ${change}`,
    ),
  );
}

const order = {
  roleArn: reader,
  sessionName: 'ada@example.com',
  durationSeconds: 900,
  tags: { 'gatehouse-person': 'ada@example.com' },
};

describe(StsRoleSessions, () => {
  it('makes a session in the name of the person, in the account of the role', async () => {
    actAs('gatehouse-broker');
    const sessions = new StsRoleSessions(estate());
    const session = await sessions.assume(order);
    expect(session.attribution).toBe('full');
    expect(String(session.secretAccessKey)).toBe('***');
    const caller = new STSClient({
      credentials: {
        accessKeyId: session.accessKeyId,
        secretAccessKey: session.secretAccessKey.reveal(),
        sessionToken: session.sessionToken.reveal(),
      },
    });
    await expect(caller.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
      Account: '100000000003',
      Arn: 'arn:aws:sts::100000000003:assumed-role/payments-engineer/ada@example.com',
    });
    sessions.close();
  });

  it('knows that the hub is a role session, so that nothing lasts longer than an hour', async () => {
    actAs('gatehouse-broker');
    const sessions = new StsRoleSessions(estate());
    await expect(sessions.hub()).resolves.toEqual({ roleArn: hub, longestSeconds: 3_600 });
    await expect(sessions.endpointUrl()).resolves.toBe(sandbox.url);
    sessions.close();
  });

  it('is denied where the trust policy does not name the hub', async () => {
    actAs('gatehouse-broker');
    const sessions = new StsRoleSessions(estate());
    const roleArn = 'arn:aws:iam::100000000003:role/people/payments-emergency';
    await expect(sessions.assume({ ...order, roleArn })).rejects.toMatchObject({ problem: { kind: 'denied' } });
    sessions.close();
  });

  it('is told that its request is wrong when the role allows no session as long', async () => {
    actAs('gatehouse-broker');
    const sessions = new StsRoleSessions(estate());
    await expect(sessions.assume({ ...order, durationSeconds: 43_200 })).rejects.toMatchObject({
      problem: { kind: 'rejected', code: 'ValidationError' },
    });
    sessions.close();
  });

  it('says that AWS is away when nobody answers', async () => {
    actAs('gatehouse-broker');
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:9';
    const sessions = new StsRoleSessions(estate());
    await expect(sessions.assume(order)).rejects.toMatchObject({ problem: { kind: 'unavailable' } });
    await expect(sessions.hub()).resolves.toEqual({ roleArn: null, longestSeconds: 3_600 });
    sessions.close();
  });

  it('says that our own credentials are missing', async () => {
    actAs('gatehouse-broker');
    process.env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] = 'wrong';
    const sessions = new StsRoleSessions(estate());
    await expect(sessions.assume(order)).rejects.toMatchObject({ problem: { kind: 'hub-credentials' } });
    sessions.close();
  });
});

describe('a trust policy that allows sts:AssumeRole alone', () => {
  const roleArn = 'arn:aws:iam::100000000003:role/people/payments-emergency';
  let demo: TestSandbox;
  let folder: string;

  /** The demo's organization, with the role that names another portal naming this one, in the way of that time. */
  beforeAll(async () => {
    const seed = join(import.meta.dirname, '../../../apps/aws-sandbox/seed/organization.yaml');
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-seed-'));
    const changed = readFileSync(seed, 'utf8').replace('role/access-portal-2021', 'role/gatehouse-broker');
    writeFileSync(join(folder, 'organization.yaml'), changed);
    demo = sandbox;
    sandbox = await testSandbox({ seed: join(folder, 'organization.yaml') });
  }, 60_000);
  afterAll(async () => {
    await sandbox.stop();
    sandbox = demo;
    rmSync(folder, { recursive: true });
  });

  it('gets people by session name only, and says so', async () => {
    actAs('gatehouse-broker');
    const sessions = new StsRoleSessions(estate());
    const both = [await sessions.assume({ ...order, roleArn }), await sessions.assume({ ...order, roleArn })];
    expect(both.map(({ attribution }) => attribution)).toEqual(['name-only', 'name-only']);
    sessions.close();
  });

  it('is refused where attribution is required', async () => {
    actAs('gatehouse-broker');
    const sessions = new StsRoleSessions(estate('sessions: { attribution: require }'));
    await expect(sessions.assume({ ...order, roleArn })).rejects.toMatchObject({ problem: { kind: 'denied' } });
    sessions.close();
  });
});

describe(FederationConsoleLinks, () => {
  it('signs in to a page that says who one is, with no key in the link', async () => {
    actAs('gatehouse-broker');
    const sessions = new StsRoleSessions(estate());
    const session = await sessions.assume(order);
    const link = await new FederationConsoleLinks(estate()).signInUrl(session, `${sandbox.url}/console`);
    expect(link.reveal()).toMatch(new RegExp(`^${sandbox.url}/federation\\?Action=login&`));
    expect(link.reveal()).not.toContain(session.accessKeyId);
    const page = await fetch(link.reveal());
    expect(await page.text()).toContain('payments-engineer');
    sessions.close();
  });
});

describe(AwsClients, () => {
  it('reads each account through the spoke role in it', async () => {
    actAs('gatehouse-reader');
    const clients = new AwsClients(estate(), 'gatehouse-inventory');
    for (const accountId of ['100000000003', '100000000006']) {
      const { Roles } = await clients.for(IAMClient, { accountId }).send(new ListRolesCommand({}));
      expect(Roles?.every(({ Arn }) => Arn?.includes(accountId))).toBe(true);
    }
    expect(clients.for(IAMClient, { accountId: '100000000003' })).toBe(
      clients.for(IAMClient, { accountId: '100000000003' }),
    );
    expect(clients.for(IAMClient, { accountId: '100000000003', lane: 'slow' })).not.toBe(
      clients.for(IAMClient, { accountId: '100000000003' }),
    );
    clients.close();
  });

  it('is denied with another external id', async () => {
    actAs('gatehouse-reader');
    const clients = new AwsClients(
      { ...estate(), reader: { spokeRoleName: 'gatehouse-reader-spoke', externalId: 'somebody-else' } },
      'gatehouse-inventory',
    );
    await expect(
      clients.for(IAMClient, { accountId: '100000000003' }).send(new ListRolesCommand({})),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    clients.close();
  });
});
