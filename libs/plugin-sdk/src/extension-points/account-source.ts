import type { Account } from '@gatehouse/contracts';
import type { ExtensionPoint } from './extension-point.js';

/** An account as a source knows it. */
export type SourcedAccount = Pick<
  Account,
  'accountId' | 'name' | 'email' | 'status' | 'organizationId' | 'ouPath' | 'partition'
>;

/** Says which AWS accounts there are. */
export interface AccountSource {
  /** Unique among the sources, stable: what a source no longer names is gone. */
  readonly id: string;
  /** All of its accounts, or a rejection: never a part. Ends early when the signal says so. */
  list(signal: AbortSignal): Promise<readonly SourcedAccount[]>;
}

/** Offered by inventory. Where two sources know an account, the one listed first is believed. */
export const accountSources: ExtensionPoint<AccountSource> = { name: 'accountSources', apiVersion: 1 };
