import { migrateUp } from '../migrations/migrate.js';
import type { MigrationSource } from '../migrations/migration.js';
import { Database } from './database.js';
import { openDataSource, type DataSourceSettings } from './open-data-source.js';

/** How to open a service's database. */
export interface DatabaseSettings extends DataSourceSettings {
  readonly migrations: readonly MigrationSource[];
  readonly now?: () => Date;
}

/** Waits for Postgres, brings the schema up to date, and gives the service's database. */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const dataSource = await openDataSource(settings);
  try {
    await migrateUp(settings);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return new Database(dataSource, settings.service, settings.now);
}
