import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  OrganizationsClient,
  type Account,
} from '@aws-sdk/client-organizations';
import type { AwsClients } from '@gatehouse/aws';
import type { AccountSource, SourcedAccount } from '@gatehouse/plugin-sdk';
import { accountStatusOf } from '../account/account.rules.js';

interface Parent {
  readonly id: string;
  readonly path: string;
}

/** Which organization, and where its own API answers. */
export interface OrganizationPlace {
  readonly managementAccountId: string;
  readonly partition: string;
  readonly region: string;
}

/**
 * The accounts of an organization, through the spoke role in its management account. OU paths come from walking the
 * tree down, which takes a call per OU instead of one per account: large organizations throttle on the latter.
 */
export class OrganizationAccounts implements AccountSource {
  readonly id: string;

  constructor(
    private readonly clients: AwsClients,
    private readonly place: OrganizationPlace,
  ) {
    this.id = `organization:${place.managementAccountId}`;
  }

  /** Complete or not at all: rejects with the AWS SDK's error when any part cannot be read. */
  async list(signal: AbortSignal): Promise<readonly SourcedAccount[]> {
    const { managementAccountId: accountId, region } = this.place;
    const client = this.clients.for(OrganizationsClient, { accountId, region });
    const { Organization } = await client.send(new DescribeOrganizationCommand({}), { abortSignal: signal });
    const paths = await ouPathsOf(client, signal);
    const accounts: SourcedAccount[] = [];
    for await (const account of accountsOf(client, signal)) {
      accounts.push(this.observe(account, Organization?.Id ?? null, paths.get(account.Id ?? '') ?? ''));
    }
    return accounts;
  }

  private observe(account: Account, organizationId: string | null, ouPath: string): SourcedAccount {
    return {
      accountId: account.Id ?? '',
      name: account.Name ?? account.Id ?? '',
      email: account.Email ?? null,
      status: accountStatusOf(account.State ?? account.Status),
      organizationId,
      ouPath,
      partition: this.place.partition,
    };
  }
}

async function* accountsOf(client: OrganizationsClient, abortSignal: AbortSignal): AsyncIterable<Account> {
  let token: string | undefined;
  do {
    const page = await client.send(new ListAccountsCommand({ NextToken: token }), { abortSignal });
    yield* page.Accounts ?? [];
    token = page.NextToken;
  } while (token !== undefined);
}

/** The OU path of every account, by account id. */
async function ouPathsOf(client: OrganizationsClient, abortSignal: AbortSignal): Promise<Map<string, string>> {
  const paths = new Map<string, string>();
  const { Roots = [] } = await client.send(new ListRootsCommand({}), { abortSignal });
  const waiting: Parent[] = Roots.map(({ Id = '', Name = 'Root' }) => ({ id: Id, path: Name }));
  for (let parent = waiting.shift(); parent !== undefined; parent = waiting.shift()) {
    for (const accountId of await accountIdsUnder(client, parent, abortSignal)) paths.set(accountId, parent.path);
    waiting.push(...(await unitsUnder(client, parent, abortSignal)));
  }
  return paths;
}

async function accountIdsUnder(
  client: OrganizationsClient,
  { id }: Parent,
  abortSignal: AbortSignal,
): Promise<string[]> {
  const ids: string[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(new ListAccountsForParentCommand({ ParentId: id, NextToken: token }), {
      abortSignal,
    });
    ids.push(...(page.Accounts ?? []).map(({ Id = '' }) => Id));
    token = page.NextToken;
  } while (token !== undefined);
  return ids;
}

async function unitsUnder(client: OrganizationsClient, parent: Parent, abortSignal: AbortSignal): Promise<Parent[]> {
  const units: Parent[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListOrganizationalUnitsForParentCommand({ ParentId: parent.id, NextToken: token }),
      { abortSignal },
    );
    units.push(
      ...(page.OrganizationalUnits ?? []).map(({ Id = '', Name = Id }) => ({ id: Id, path: `${parent.path}/${Name}` })),
    );
    token = page.NextToken;
  } while (token !== undefined);
  return units;
}
