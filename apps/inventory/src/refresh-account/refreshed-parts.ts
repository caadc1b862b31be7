import { Injectable } from '@nestjs/common';
import { AccountRepository } from '../account/account.repository.js';
import { CollectorRefreshes } from './collector-refreshes.js';

/** Where it is kept how fresh an account is: as a whole, and the part that each collector brings. */
@Injectable()
export class RefreshedParts {
  constructor(
    readonly accounts: AccountRepository,
    readonly collectors: CollectorRefreshes,
  ) {}
}
