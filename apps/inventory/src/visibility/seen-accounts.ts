import { Injectable } from '@nestjs/common';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Clock } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import { ListedAccounts } from '../search/listed-accounts.js';
import { ChosenRule } from './chosen-rule.js';
import { Remembered } from './remembered.js';
import { accountsSeen } from './seen-accounts.rules.js';
import { LIMIT_MS, told } from './told.js';

/** What a person sees is a minute old at most. */
const LIFE = { freshMs: 30_000, goodMs: 60_000 };
const PEOPLE_REMEMBERED = 500;

/** The accounts that people see under the rule, remembered for a minute at most. */
@Injectable()
export class SeenAccounts {
  readonly #remembered: Remembered<ReadonlySet<string> | null>;

  constructor(
    private readonly chosen: ChosenRule,
    private readonly accounts: ListedAccounts,
    private readonly log: Logger,
    clock: Clock,
  ) {
    this.#remembered = new Remembered(LIFE, () => clock.now().getTime(), PEOPLE_REMEMBERED);
  }

  /** Null for everything. Throws `DEPENDENCY_UNAVAILABLE` when it cannot be told. */
  of(actor: VerifiedActor): Promise<ReadonlySet<string> | null> {
    return this.#remembered.get(keyOf(actor), () => told(this.#ask(actor), this.log));
  }

  async #ask(actor: VerifiedActor): Promise<ReadonlySet<string> | null> {
    const shown = await this.chosen.shownTo(actor, AbortSignal.timeout(LIMIT_MS));
    return shown === null ? null : accountsSeen(actor, shown, await this.accounts.read());
  }
}

/** Somebody whose groups are others than a moment ago is asked about anew. */
function keyOf({ id, groups }: VerifiedActor): string {
  return JSON.stringify([id, ...[...groups].sort()]);
}
