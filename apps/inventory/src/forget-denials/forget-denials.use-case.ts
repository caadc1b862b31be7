import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { DenialRepository } from '../denial/denial.repository.js';
import { dayOf, windowStartsAt } from '../denial/window.rules.js';

/** Kinds of denials kept at most, the latest: an account that tries everything must not fill the database. */
const KEPT = 500_000;

/** Lets denials leave the window, and adds up anew what is left. */
@Injectable()
export class ForgetDenials {
  constructor(
    private readonly database: Database,
    private readonly denials: DenialRepository,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    const window = { windowStartsAt: windowStartsAt(now), kept: KEPT, today: dayOf(now) };
    await this.database.transaction((tx) => this.denials.forget(tx, window));
    await this.database.transaction((tx) => this.denials.recount(tx));
  }
}
