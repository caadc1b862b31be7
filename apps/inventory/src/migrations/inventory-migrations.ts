import { accountsAndResources } from './0001-accounts-and-resources.js';
import { searchByPartOfArn } from './0002-search-by-part-of-arn.js';
import { sayWhatTablesHold } from './0003-say-what-tables-hold.js';
import { resourcesOfEveryKind } from './0004-resources-of-every-kind.js';
import { changesAndDenials } from './0006-changes-and-denials.js';
import { organizations } from './0007-organizations.js';
import { serviceUsage } from './0009-service-usage.js';
import { regionsOfAccounts } from './0010-regions-of-accounts.js';
import { searchChanges } from './0011-search-changes.js';
import { searchByPartOfArnInMemory } from './0012-search-by-part-of-arn-in-memory.js';
import { policyUses } from './0013-policy-uses.js';
import { canonicalIdsOfAccounts } from './0014-canonical-ids-of-accounts.js';
import { regionsOfDenials } from './0015-regions-of-denials.js';
import { accountTags } from './0016-account-tags.js';
import { changesOfResources } from './0017-changes-of-resources.js';

/** In the order in which they run. */
export const inventoryMigrations = [
  accountsAndResources,
  searchByPartOfArn,
  sayWhatTablesHold,
  resourcesOfEveryKind,
  changesAndDenials,
  organizations,
  serviceUsage,
  regionsOfAccounts,
  searchChanges,
  searchByPartOfArnInMemory,
  policyUses,
  canonicalIdsOfAccounts,
  regionsOfDenials,
  accountTags,
  changesOfResources,
];
