import type { AwsEstate } from '@gatehouse/aws';
import type { AccountSource, SourcedAccount } from '@gatehouse/plugin-sdk';
import type { ConfiguredAccount } from './account.rules.js';

/** What gatehouse.yaml says of accounts, by account id. */
export function configuredAccounts({ accounts }: Pick<AwsEstate, 'accounts'>): Map<string, ConfiguredAccount> {
  return new Map(
    accounts.map(({ sensitive, syncEnabled, ...entry }) => {
      const settings = {
        ...(sensitive !== undefined && { isSensitive: sensitive }),
        ...(syncEnabled !== undefined && { isSyncEnabled: syncEnabled }),
      };
      return [entry.accountId, { ...definedOf(entry), ...settings }];
    }),
  );
}

type Entry = Omit<AwsEstate['accounts'][number], 'sensitive' | 'syncEnabled'>;

function definedOf({ accountId, ...entry }: Entry): ConfiguredAccount {
  const said = Object.entries(entry).filter(([, value]) => value !== undefined);
  return { accountId, ...(Object.fromEntries(said) as Omit<ConfiguredAccount, 'accountId'>) };
}

/** Accounts of gatehouse.yaml that may be in no organization. */
export class ConfiguredAccounts implements AccountSource {
  readonly id = 'configuration';

  constructor(
    private readonly accounts: ReadonlyMap<string, ConfiguredAccount>,
    private readonly partition: string,
  ) {}

  async list(signal: AbortSignal): Promise<readonly SourcedAccount[]> {
    signal.throwIfAborted();
    return [...this.accounts.values()].map(({ accountId, name, email }) => ({
      accountId,
      name: name ?? accountId,
      email: email ?? null,
      status: 'active',
      organizationId: null,
      ouPath: '',
      partition: this.partition,
    }));
  }
}
