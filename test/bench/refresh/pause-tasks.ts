import { inventoryMigrations } from '../../../apps/inventory/dist/migrations/inventory-migrations.js';
import { openDatabase } from '@gatehouse/persistence';
import { taskMigrations } from '@gatehouse/tasks';

const TASKS = ['refresh-accounts', 'read-service-usage', 'read-error-sources', 'forget-denials'];

/** Makes the tables before the inventory does, and has it run nothing by its schedule, at its first boot neither. */
export async function pauseTasks(databaseUrl: string): Promise<void> {
  const migrations = [...taskMigrations, ...inventoryMigrations];
  const database = await openDatabase({ service: 'inventory', url: databaseUrl, migrations });
  await database.query(
    `INSERT INTO task_pauses (task_id, paused_by, paused_at) SELECT id, 'bench', now() FROM unnest($1::text[]) AS id`,
    [TASKS],
  );
  await database.close();
}
