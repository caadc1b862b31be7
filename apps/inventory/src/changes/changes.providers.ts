import type { Provider } from '@nestjs/common';
import { AccountBlocks } from './account-blocks.js';
import { BlockedBuckets } from './blocked-buckets.js';
import { ChangeListening } from './change-listening.js';
import { ChangeReading } from './change-reading.js';
import { EntityReading } from './entity-reading.js';
import { KnownPlaces } from './known-places.js';
import { OrganizationChanges } from './organization-changes.js';
import { ReadableAccounts } from './readable-accounts.js';
import { TakeChanges } from './take-changes.use-case.js';
import { ToldCalls } from './told-calls.js';
import { TouchedReading } from './touched-reading.js';
import { UnreadableMessages } from './unreadable-messages.js';

/** What hears of changes and reads them. */
export const changesProviders: Provider[] = [
  KnownPlaces,
  EntityReading,
  ChangeReading,
  OrganizationChanges,
  BlockedBuckets,
  AccountBlocks,
  UnreadableMessages,
  ReadableAccounts,
  ToldCalls,
  TouchedReading,
  TakeChanges,
  ChangeListening,
];
