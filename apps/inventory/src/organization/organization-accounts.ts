import {
  OrganizationsClient,
  paginateListAccounts,
  paginateListTagsForResource,
  type Account,
} from '@aws-sdk/client-organizations';
import type { AwsClients } from '@gatehouse/aws';
import type { AccountSource, SourcedAccount } from '@gatehouse/plugin-sdk';
import { accountStatusOf } from '../account/account.rules.js';
import { areTagsWanted, saidByTags, type AccountTagKeys } from '../account/account-tags.rules.js';
import { NoTagShelf, type AccountTags, type AccountTagShelf } from './account-tag-shelf.js';
import { inParallel } from '../collectors/in-parallel.js';
import { readGuardrails, type ObservedGuardrail } from './organization-guardrails.js';
import { walkOrganization, type OrganizationTree } from './organization-tree.js';

/** What was read until then is not read again when something else fails or takes too long. */
const TAGS_KEPT_AT_ONCE = 100;

/** Which organization, and where its own API answers. */
export interface OrganizationPlace {
  readonly managementAccountId: string;
  readonly partition: string;
  readonly region: string;
}

/** The accounts of an organization and what limits them, through the spoke role in its management account. */
export class OrganizationAccounts implements AccountSource {
  readonly id: string;
  #tree: OrganizationTree | null = null;
  #shelf: AccountTagShelf = new NoTagShelf();

  constructor(
    private readonly clients: AwsClients,
    readonly place: OrganizationPlace,
    private readonly tagKeys: AccountTagKeys = {},
  ) {
    this.id = `organization:${place.managementAccountId}`;
  }

  /** The tree as `list` walked it last; null when that failed, or never was. */
  get tree(): OrganizationTree | null {
    return this.#tree;
  }

  /** Where the tags of accounts are remembered; without it they are read each time. */
  rememberTagsOn(shelf: AccountTagShelf): void {
    this.#shelf = shelf;
  }

  /** Complete or not at all: rejects with the AWS SDK's error when any part cannot be read. */
  async list(signal: AbortSignal): Promise<readonly SourcedAccount[]> {
    this.#tree = null;
    const tree = await walkOrganization(this.client, signal);
    const paths = new Map(tree.nodes.map(({ nodeId, namePath }) => [nodeId, namePath.slice(0, -1).join('/')]));
    const accounts: SourcedAccount[] = [];
    for await (const { Accounts } of paginateListAccounts({ client: this.client }, {}, { abortSignal: signal })) {
      for (const account of Accounts ?? []) accounts.push(this.observe(account, tree.organizationId, paths));
    }
    const settled = areTagsWanted(this.tagKeys) ? await this.withTags(accounts, signal) : accounts;
    this.#tree = tree;
    return settled;
  }

  /** With what the tags of the accounts say of them. */
  private async withTags(accounts: readonly SourcedAccount[], signal: AbortSignal): Promise<SourcedAccount[]> {
    const { known, toRead, at } = await this.#shelf.lookUp(accounts.map(({ accountId }) => accountId));
    const tags = new Map(known);
    for (let begin = 0; begin < toRead.length; begin += TAGS_KEPT_AT_ONCE) {
      const wanted = toRead.slice(begin, begin + TAGS_KEPT_AT_ONCE);
      const read = new Map(
        await inParallel(wanted, async (accountId) => [accountId, await this.tagsOf(accountId, signal)] as const),
      );
      await this.#shelf.keep(read, at);
      for (const [accountId, each] of read) tags.set(accountId, each);
    }
    return accounts.map((account) => ({
      ...account,
      ...saidByTags(tags.get(account.accountId) ?? new Map<string, string>(), this.tagKeys),
    }));
  }

  private async tagsOf(ResourceId: string, signal: AbortSignal): Promise<AccountTags> {
    const tags = new Map<string, string>();
    const pages = paginateListTagsForResource({ client: this.client }, { ResourceId }, { abortSignal: signal });
    for await (const { Tags } of pages) for (const { Key = '', Value = '' } of Tags ?? []) tags.set(Key, Value);
    return tags;
  }

  /** The policies of the organization that bind. Rejects with the AWS SDK's error when any cannot be read. */
  guardrails({ policyTypes }: OrganizationTree, signal: AbortSignal): Promise<readonly ObservedGuardrail[]> {
    return readGuardrails(this.client, policyTypes, signal);
  }

  private get client(): OrganizationsClient {
    const { managementAccountId: accountId, region } = this.place;
    return this.clients.for(OrganizationsClient, { accountId, region });
  }

  /** `State` replaced `Status`, which answers of older endpoints have alone. */
  private observe(
    { Id = '', Name = Id, Email, State, Status }: Account,
    organizationId: string,
    paths: ReadonlyMap<string, string>,
  ): SourcedAccount {
    return {
      accountId: Id,
      name: Name,
      email: Email ?? null,
      status: accountStatusOf(State ?? Status),
      organizationId,
      ouPath: paths.get(Id) ?? '',
      partition: this.place.partition,
    };
  }
}
