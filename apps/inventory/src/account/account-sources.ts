import type { AccountSource } from '@gatehouse/plugin-sdk';

/** Every source of accounts, the most trusted first. */
export class AccountSources {
  constructor(readonly all: readonly AccountSource[]) {}
}
