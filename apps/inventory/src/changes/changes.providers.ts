import type { Provider } from '@nestjs/common';
import { ChangeListening } from './change-listening.js';
import { ChangeReading } from './change-reading.js';
import { KnownPlaces } from './known-places.js';
import { OrganizationChanges } from './organization-changes.js';
import { TakeChanges } from './take-changes.use-case.js';
import { UnreadableMessages } from './unreadable-messages.js';

/** What hears of changes and reads them. */
export const changesProviders: Provider[] = [
  KnownPlaces,
  ChangeReading,
  OrganizationChanges,
  UnreadableMessages,
  TakeChanges,
  ChangeListening,
];
