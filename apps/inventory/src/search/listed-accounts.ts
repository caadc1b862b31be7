import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import type { ListedAccount } from './listed-account.js';

/** An account that is new, or has another name, is found by that after so long. */
const LIFE_MS = 1_000;

const SQL = 'SELECT account_id AS "accountId", name, ou_path AS "ouPath", owner FROM accounts ORDER BY account_id';

/** All accounts, read again when they were asked for a second ago. */
@Injectable()
export class ListedAccounts {
  #known: { readonly accounts: Promise<readonly ListedAccount[]>; readonly readAt: number } | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  read(): Promise<readonly ListedAccount[]> {
    const now = this.clock.now().getTime();
    if (this.#known !== undefined && now - this.#known.readAt < LIFE_MS) return this.#known.accounts;
    const accounts = this.database.query<ListedAccount & Record<string, unknown>>(SQL);
    this.#known = { accounts, readAt: now };
    accounts.catch(() => (this.#known = undefined));
    return accounts;
  }
}
