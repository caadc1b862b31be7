import {
  CreateGovCloudAccountCommand,
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  DescribeOrganizationalUnitCommand,
  DescribePolicyCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SandboxUnderTest, refusalOf } from '../fixture/sandbox-under-test.js';

const Filter = 'SERVICE_CONTROL_POLICY';

describe('Organizations', () => {
  let under: SandboxUnderTest;
  let client: OrganizationsClient;
  let member: OrganizationsClient;
  let powerless: OrganizationsClient;

  beforeAll(async () => {
    under = await SandboxUnderTest.start();
    client = under.organizations(await under.session('arn:aws:iam::111111111111:role/reader'));
    member = under.organizations(await under.session('arn:aws:iam::333333333333:role/plain'));
    powerless = under.organizations(await under.session('arn:aws:iam::333333333333:role/people/engineer'));
  });
  afterAll(() => under.stop());

  const unitNamed = async (name: string, ParentId: string | undefined) => {
    const found = await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId }));
    const unit = found.OrganizationalUnits?.find((each) => each.Name === name);
    if (unit === undefined) throw new Error(`there is no unit ${name}`);
    return unit;
  };

  const units = async () => {
    const { Roots } = await client.send(new ListRootsCommand({}));
    const { Id: ParentId } = await unitNamed('Workloads', Roots?.at(0)?.Id);
    return { ParentId, production: await unitNamed('Production', ParentId) };
  };

  it('describes the organization, to members too', async () => {
    const expected = { Id: 'o-smallforspecs', FeatureSet: 'ALL', MasterAccountId: '111111111111' };
    expect((await client.send(new DescribeOrganizationCommand({}))).Organization).toMatchObject(expected);
    expect((await member.send(new DescribeOrganizationCommand({}))).Organization).toMatchObject(expected);
  });

  it('lists accounts by page', async () => {
    const first = await client.send(new ListAccountsCommand({ MaxResults: 3 }));
    const second = await client.send(new ListAccountsCommand({ MaxResults: 3, NextToken: first.NextToken }));
    const all = [...(first.Accounts ?? []), ...(second.Accounts ?? [])];
    expect(all.map(({ Name, Status }) => [Name, Status])).toEqual([
      ['management', 'ACTIVE'],
      ['hub', 'ACTIVE'],
      ['workload', 'ACTIVE'],
      ['neighbour', 'ACTIVE'],
      ['closed', 'SUSPENDED'],
    ]);
    expect(second.NextToken).toBeUndefined();
    expect(all[0]?.Arn).toBe('arn:aws:organizations::111111111111:account/o-smallforspecs/111111111111');
    expect(all[0]?.JoinedTimestamp).toBeInstanceOf(Date);
  });

  it('walks the tree down', async () => {
    const { ParentId, production } = await units();
    const below = await client.send(new ListAccountsForParentCommand({ ParentId: production.Id }));
    expect(below.Accounts).toMatchObject([{ Id: '333333333333' }]);
    const children = await client.send(new ListChildrenCommand({ ParentId, ChildType: 'ACCOUNT' }));
    expect(children.Children).toMatchObject([{ Id: '444444444444' }, { Id: '555555555555' }]);
    const unit = await client.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: production.Id }));
    expect(unit.OrganizationalUnit).toEqual(production);
  });

  it('walks the tree up', async () => {
    const { ParentId, production } = await units();
    const parents = await client.send(new ListParentsCommand({ ChildId: '333333333333' }));
    expect(parents.Parents).toEqual([{ Id: production.Id, Type: 'ORGANIZATIONAL_UNIT' }]);
    const above = await client.send(new ListParentsCommand({ ChildId: ParentId }));
    expect(above.Parents).toMatchObject([{ Type: 'ROOT' }]);
  });

  it('says what policies say', async () => {
    const { Policies } = await client.send(new ListPoliciesCommand({ Filter }));
    const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: Policies?.at(-1)?.Id }));
    expect(JSON.parse(String(Policy?.Content))).toHaveProperty('Statement');
  });

  it('tells policies and what they are attached to', async () => {
    const { Policies } = await client.send(new ListPoliciesCommand({ Filter }));
    expect(Policies?.map(({ Name, AwsManaged }) => [Name, AwsManaged])).toEqual([
      ['FullAWSAccess', true],
      ['no-deletes', false],
    ]);
    const own = Policies?.at(-1)?.Id;
    const { Targets } = await client.send(new ListTargetsForPolicyCommand({ PolicyId: own }));
    expect(Targets).toMatchObject([{ Name: 'Production', Type: 'ORGANIZATIONAL_UNIT' }]);
    const onAccount = await client.send(new ListPoliciesForTargetCommand({ TargetId: '333333333333', Filter }));
    expect(onAccount.Policies?.map(({ Name }) => Name)).toEqual(['FullAWSAccess']);
    const described = await client.send(new DescribeAccountCommand({ AccountId: '444444444444' }));
    expect(described.Account?.Name).toBe('neighbour');
  });

  it.each<[string, (client: OrganizationsClient) => Promise<unknown>, string]>([
    [
      'an account that is not there',
      (c) => c.send(new DescribeAccountCommand({ AccountId: '999999999999' })),
      'AccountNotFoundException',
    ],
    [
      'a child that is not there',
      (c) => c.send(new ListParentsCommand({ ChildId: '999999999999' })),
      'ChildNotFoundException',
    ],
    [
      'a parent of another form',
      (c) => c.send(new ListAccountsForParentCommand({ ParentId: 'Workloads' })),
      'InvalidInputException',
    ],
    [
      'a parent that is not there',
      (c) => c.send(new ListAccountsForParentCommand({ ParentId: 'r-9999' })),
      'ParentNotFoundException',
    ],
    [
      'a unit that is not there',
      (c) => c.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: 'ou-9999-99999999' })),
      'OrganizationalUnitNotFoundException',
    ],
    [
      'a policy that is not there',
      (c) => c.send(new DescribePolicyCommand({ PolicyId: 'p-99999999' })),
      'PolicyNotFoundException',
    ],
    [
      'a target that is not there',
      (c) => c.send(new ListPoliciesForTargetCommand({ TargetId: '999999999999', Filter })),
      'TargetNotFoundException',
    ],
    [
      'a policy type that is none',
      (c) => c.send(new ListPoliciesCommand({ Filter: 'NOPE' as typeof Filter })),
      'InvalidInputException',
    ],
    ['a missing member', (c) => c.send(new DescribePolicyCommand({ PolicyId: undefined })), 'InvalidInputException'],
    ['21 results', (c) => c.send(new ListAccountsCommand({ MaxResults: 21 })), 'InvalidInputException'],
    ['a token nobody gave', (c) => c.send(new ListAccountsCommand({ NextToken: 'nope' })), 'InvalidInputException'],
    [
      'an operation the sandbox does not have',
      (c) => c.send(new CreateGovCloudAccountCommand({ Email: 'a@example.com', AccountName: 'a' })),
      'UnknownOperationException',
    ],
  ])('refuses %s', async (_what, call, name) => {
    expect(await refusalOf(call(client))).toMatchObject({ name, status: 400 });
  });

  it.each(['{"a":', 'null', '[]', '1', '"text"', '{"MaxResults":"many"}', '{"NextToken":5}', '{"NextToken":{}}'])(
    'refuses the signed body %s',
    async (body) => {
      const spoilt = under.organizations(await under.session('arn:aws:iam::111111111111:role/reader'));
      spoilt.middlewareStack.add(
        (next) => (args) => {
          (args.request as { body: string }).body = body;
          return next(args);
        },
        { step: 'build', priority: 'high' },
      );
      const refusal = await refusalOf(spoilt.send(new ListAccountsCommand({})));
      expect(refusal).toMatchObject({ name: 'SerializationException', status: 400 });
    },
  );

  it('answers the management account only, even to administrators of members', async () => {
    expect(await refusalOf(member.send(new ListAccountsCommand({})))).toEqual({
      name: 'AccessDeniedException',
      status: 400,
      message: "You don't have permissions to access this resource.",
    });
  });

  it('evaluates policies first', async () => {
    expect((await refusalOf(powerless.send(new ListAccountsCommand({})))).message).toBe(
      'User: arn:aws:sts::333333333333:assumed-role/engineer/ada@example.com is not authorized to perform: organizations:ListAccounts on resource: * because no identity-based policy allows the organizations:ListAccounts action',
    );
  });
});
