import { accountsAndResources } from './0001-accounts-and-resources.js';
import { searchByPartOfArn } from './0002-search-by-part-of-arn.js';

/** In the order in which they run. */
export const inventoryMigrations = [accountsAndResources, searchByPartOfArn];
