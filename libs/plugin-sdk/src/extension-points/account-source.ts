import type { Account } from '@gatehouse/contracts';
import type { ExtensionPoint } from './extension-point.js';

/** What is said of an account beside what AWS says; what is absent is not said. */
export interface AccountSettings {
  /** Other names, up to five of 63 characters each. */
  readonly aliases?: readonly string[];
  /** Such as `production`; up to 100 characters. */
  readonly environment?: string;
  readonly isSensitive?: boolean;
  /** False for an account that is shown, and read only when somebody asks. */
  readonly isSyncEnabled?: boolean;
  /** A person or group, up to 320 characters. */
  readonly owner?: string;
  /** AWS regions that are read of it instead of the usual ones, up to 100. */
  readonly regions?: readonly string[];
}

/** An account as a source knows it. */
export interface SourcedAccount extends Pick<
  Account,
  'accountId' | 'name' | 'email' | 'status' | 'organizationId' | 'ouPath' | 'partition'
> {
  readonly settings?: AccountSettings;
}

/** Says which AWS accounts there are. */
export interface AccountSource {
  /** Unique among the sources, stable: what a source no longer names is gone. */
  readonly id: string;
  /** All of its accounts, or a rejection: never a part. Ends early when the signal says so. */
  list(signal: AbortSignal): Promise<readonly SourcedAccount[]>;
}

/** Offered by inventory. Where two sources know an account, the one listed first is believed. */
export const accountSources: ExtensionPoint<AccountSource> = { name: 'accountSources', apiVersion: 1 };
