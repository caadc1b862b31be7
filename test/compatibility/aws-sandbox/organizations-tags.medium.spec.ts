import {
  CreatePolicyCommand,
  DeregisterDelegatedAdministratorCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListAccountsCommand,
  ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccountCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { StsWorld } from './sts-world.js';
import { refusalOf } from './two-accounts.js';

describe('what an organization keeps beside accounts and policies', () => {
  let world: StsWorld;
  let boss: OrganizationsClient;
  let member: OrganizationsClient;
  let root: string;
  let workloads: string;

  beforeAll(async () => {
    world = await StsWorld.start('');
    boss = new OrganizationsClient(world.options(world.keys.boss));
    member = new OrganizationsClient(world.options(world.keys.ada));
    root = (await boss.send(new ListRootsCommand({}))).Roots?.[0]?.Id ?? '';
    workloads = world.unitNamed('Workloads');
  });
  afterAll(() => world.stop());

  describe('tags', () => {
    it('are put on accounts, units, policies and the root, and taken off', async () => {
      const Content = JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
      });
      const made = await boss.send(
        new CreatePolicyCommand({ Name: 'tagged', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content }),
      );
      const policy = made.Policy?.PolicySummary?.Id;
      for (const ResourceId of ['222222222222', workloads, policy, root]) {
        await boss.send(
          new TagResourceCommand({
            ResourceId,
            Tags: [
              { Key: 'team', Value: 'a' },
              { Key: 'cost', Value: '7' },
            ],
          }),
        );
        await boss.send(new UntagResourceCommand({ ResourceId, TagKeys: ['team'] }));
        expect((await boss.send(new ListTagsForResourceCommand({ ResourceId }))).Tags).toEqual([
          { Key: 'cost', Value: '7' },
        ]);
      }
    });

    it('refuse what is not there, too many, and one key twice', async () => {
      const tag = (ResourceId: string, Tags: { Key: string; Value: string }[]) =>
        boss.send(new TagResourceCommand({ ResourceId, Tags }));
      expect((await refusalOf(tag('999999999999', []))).code).toBe('TargetNotFoundException');
      const many = Array.from({ length: 51 }, (_value, index) => ({ Key: `k${String(index)}`, Value: 'v' }));
      expect((await refusalOf(tag(workloads, many))).code).toBe('ConstraintViolationException');
      expect(
        (
          await refusalOf(
            tag(workloads, [
              { Key: 'a', Value: '1' },
              { Key: 'a', Value: '2' },
            ]),
          )
        ).code,
      ).toBe('InvalidInputException');
    });
  });

  describe('services of AWS', () => {
    const ServicePrincipal = 'config.amazonaws.com';
    const AccountId = '222222222222';

    it('are let in, and administered from another account', async () => {
      const register = () => boss.send(new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal }));
      expect((await refusalOf(register())).code).toBe('ConstraintViolationException');
      await boss.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
      const { EnabledServicePrincipals } = await boss.send(new ListAWSServiceAccessForOrganizationCommand({}));
      expect(EnabledServicePrincipals).toEqual([{ ServicePrincipal, DateEnabled: expect.any(Date) }]);
      expect((await refusalOf(member.send(new ListAccountsCommand({})))).code).toBe('AccessDeniedException');
      await register();
      expect((await refusalOf(register())).code).toBe('AccountAlreadyRegisteredException');
      expect((await member.send(new ListAccountsCommand({}))).Accounts?.length).toBeGreaterThan(1);
      const listed = await boss.send(new ListDelegatedAdministratorsCommand({ ServicePrincipal }));
      expect(listed.DelegatedAdministrators).toMatchObject([{ Id: AccountId, Name: 'home' }]);
      const services = await boss.send(new ListDelegatedServicesForAccountCommand({ AccountId }));
      expect(services.DelegatedServices).toMatchObject([{ ServicePrincipal }]);
      const disable = () => boss.send(new DisableAWSServiceAccessCommand({ ServicePrincipal }));
      expect((await refusalOf(disable())).code).toBe('ConstraintViolationException');
      await boss.send(new DeregisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal }));
      expect((await refusalOf(boss.send(new ListDelegatedServicesForAccountCommand({ AccountId })))).code).toBe(
        'AccountNotRegisteredException',
      );
      await disable();
      expect((await boss.send(new ListAWSServiceAccessForOrganizationCommand({}))).EnabledServicePrincipals).toEqual(
        [],
      );
    });

    it('refuse names that are none, and the management account as their administrator', async () => {
      const enable = boss.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: 'example.com' }));
      expect((await refusalOf(enable)).code).toBe('InvalidInputException');
      const register = boss.send(
        new RegisterDelegatedAdministratorCommand({ AccountId: '111111111111', ServicePrincipal }),
      );
      expect((await refusalOf(register)).code).toBe('ConstraintViolationException');
    });
  });
});
