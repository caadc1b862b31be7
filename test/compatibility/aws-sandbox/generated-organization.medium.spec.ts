import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  GetAccountAuthorizationDetailsCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
  type Role,
  TagRoleCommand,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SpawnedSandbox } from './spawned-sandbox.js';

const ROLES = 2_000;
/** As many accounts as do not fit into memory together, of those roles. */
const ACCOUNTS = 12;
const FIRST = '200000000001';
const LAST = '200000000012';

/** The demo organization with generated accounts beside it, as Gatehouse reads and changes it. */
describe('a generated organization', () => {
  let folder: string;
  let running: SpawnedSandbox;

  const start = () =>
    SpawnedSandbox.start(['--accounts', String(ACCOUNTS), '--roles', String(ROLES), '--data', folder]);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'generated-'));
    running = await start();
  });

  afterAll(async () => {
    await running.stop();
    rmSync(folder, { recursive: true });
  });

  const options = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string }) => ({
    endpoint: running.url,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });

  const hubClient = async (role: string) => {
    const env = running.environment(role);
    const authorization = env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] ?? '';
    const response = await fetch(env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] ?? '', { headers: { authorization } });
    const keys = (await response.json()) as { AccessKeyId: string; SecretAccessKey: string; Token: string };
    return new STSClient(
      options({ accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretAccessKey, sessionToken: keys.Token }),
    );
  };

  /** A session of a spoke role, which the hub role of the same name assumes. */
  const spoke = async (accountId: string, name: 'gatehouse-reader' | 'gatehouse-applier') => {
    const RoleArn = `arn:aws:iam::${accountId}:role/${name}-spoke`;
    const session = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'spec', ExternalId: 'gatehouse-demo' });
    const { Credentials } = await (await hubClient(name)).send(session);
    return options({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    });
  };

  const rolesOf = async (accountId: string) => {
    const client = new IAMClient(await spoke(accountId, 'gatehouse-reader'));
    const roles: Role[] = [];
    for await (const page of paginateListRoles({ client, pageSize: 1_000 }, {})) roles.push(...(page.Roles ?? []));
    return roles;
  };

  it('is read through the spokes, account by account', async () => {
    const client = new OrganizationsClient(await spoke('100000000001', 'gatehouse-reader'));
    const accounts: (string | undefined)[] = [];
    for await (const page of paginateListAccounts({ client }, {})) {
      accounts.push(...(page.Accounts ?? []).map(({ Id }) => Id));
    }
    expect(accounts).toHaveLength(6 + ACCOUNTS);
    expect(accounts.at(-1)).toBe(LAST);
    const iam = new IAMClient(await spoke(LAST, 'gatehouse-reader'));
    const details = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'], MaxItems: 300 }));
    expect(details.IsTruncated).toBe(true);
    const trusts = (details.RoleDetailList ?? []).map(({ AssumeRolePolicyDocument }) => AssumeRolePolicyDocument);
    expect(trusts).toHaveLength(300);
    expect(new Set(trusts).size).toBeLessThan(40);
    const ids = (await rolesOf(LAST)).map(({ RoleId }) => RoleId);
    expect(ids.length).toBeGreaterThanOrEqual(ROLES);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('keeps changes while other accounts take their room, and over a restart', async () => {
    const iam = new IAMClient(await spoke(FIRST, 'gatehouse-applier'));
    const changed = (await rolesOf(FIRST)).find(({ Path }) => Path === '/people/')?.RoleName ?? '';
    await iam.send(new TagRoleCommand({ RoleName: changed, Tags: [{ Key: 'changed', Value: 'yes' }] }));
    for (let index = 1; index < ACCOUNTS; index++) {
      const client = new IAMClient(await spoke(String(Number(FIRST) + index), 'gatehouse-reader'));
      await client.send(new ListRolesCommand({ MaxItems: 1 }));
    }
    const tags = async () => {
      const client = new IAMClient(await spoke(FIRST, 'gatehouse-reader'));
      return (await client.send(new GetRoleCommand({ RoleName: changed }))).Role?.Tags;
    };
    expect(await tags()).toContainEqual({ Key: 'changed', Value: 'yes' });
    const before = await rolesOf(FIRST);
    await running.stop();
    running = await start();
    expect(await tags()).toContainEqual({ Key: 'changed', Value: 'yes' });
    expect(await rolesOf(FIRST)).toEqual(before);
  });
});
