import {
  type Account as AccountShape,
  DescribeAccount$,
  type DescribeAccountRequest,
  type DescribeAccountResponse,
  DescribeOrganization$,
  type DescribeOrganizationResponse,
  ListAccounts$,
  ListAccountsForParent$,
  type ListAccountsForParentRequest,
  type ListAccountsForParentResponse,
  type ListAccountsRequest,
  type ListAccountsResponse,
} from '@aws-sdk/client-organizations';

import { AwsError } from '../protocol/aws-error.js';
import { operation } from '../service/operation.js';
import type { Account, World } from '../state/model.js';
import { type Organization, childrenOf, organizationArn, pathOf } from '../state/organization.js';
import { accountStateOf } from './account-status.js';
import { ask, ownOrganization, refuseNonReaders } from './organizations-account.js';
import { pageOf } from './organizations-paging.rules.js';
import { parentNamed } from './tree.js';

/** An account as Organizations shows it. */
export function accountShape(account: Account, organization: Organization, now: Date): AccountShape {
  return {
    Id: account.id,
    Arn: organizationArn(organization, 'account', `${organization.id}/${account.id}`),
    Email: account.email,
    Name: account.name,
    ...accountStateOf(account, now),
    Paths: [pathOf(organization, account.id)],
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: account.joinedAt,
  };
}

/** An account of the organization. */
export function memberNamed(world: World, organization: Organization, id: string | undefined): Account {
  const account = world.accounts.get(id ?? '');
  if (account?.organizationId === organization.id) return account;
  throw new AwsError('AccountNotFoundException', "You specified an account that doesn't exist.");
}

export function accountsOf(world: World, organization: Organization): readonly Account[] {
  return [...world.accounts.values()].filter(({ organizationId }) => organizationId === organization.id);
}

export const listAccounts = operation<ListAccountsRequest, ListAccountsResponse>({
  schema: ListAccounts$,
  access: (_input, call) => ask(call, 'organizations:ListAccounts'),
  handle: (input, call) => {
    const organization = refuseNonReaders(call);
    const { items, ...rest } = pageOf(accountsOf(call.world, organization), ({ id }) => id, input);
    return { Accounts: items.map((account) => accountShape(account, organization, call.now)), ...rest };
  },
});

export const listAccountsForParent = operation<ListAccountsForParentRequest, ListAccountsForParentResponse>({
  schema: ListAccountsForParent$,
  access: (_input, call) => ask(call, 'organizations:ListAccountsForParent'),
  handle: (input, call) => {
    const organization = refuseNonReaders(call);
    const parent = parentNamed(organization, input.ParentId ?? '');
    const nodes = childrenOf(organization, parent.id, 'account');
    const accounts = nodes.flatMap(({ id }) => call.world.accounts.get(id) ?? []);
    const { items, ...rest } = pageOf(accounts, ({ id }) => id, input);
    return { Accounts: items.map((account) => accountShape(account, organization, call.now)), ...rest };
  },
});

export const describeAccount = operation<DescribeAccountRequest, DescribeAccountResponse>({
  schema: DescribeAccount$,
  access: (input, call) => {
    const organization = ownOrganization(call);
    const arn = organizationArn(organization, 'account', `${organization.id}/${input.AccountId ?? ''}`);
    return ask(call, 'organizations:DescribeAccount', arn);
  },
  handle: (input, call) => {
    const organization = refuseNonReaders(call);
    const account = memberNamed(call.world, organization, input.AccountId);
    return { Account: accountShape(account, organization, call.now) };
  },
});

/** Any account of the organization may ask this one. */
export const describeOrganization = operation<object, DescribeOrganizationResponse>({
  schema: DescribeOrganization$,
  access: (_input, call) => ask(call, 'organizations:DescribeOrganization'),
  handle: (_input, call) => {
    const organization = ownOrganization(call);
    return {
      Organization: {
        Id: organization.id,
        Arn: organizationArn(organization, 'organization', organization.id),
        FeatureSet: 'ALL',
        MasterAccountArn: organizationArn(
          organization,
          'account',
          `${organization.id}/${organization.managementAccountId}`,
        ),
        MasterAccountId: organization.managementAccountId,
        MasterAccountEmail: organization.managementEmail,
        AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
      },
    };
  },
});
