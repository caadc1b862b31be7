export { Database, type Row } from './database/database.js';
export { DatabaseUnavailable, isConnectionError } from './database/connection-errors.js';
export { locateDatabase, schemaNameOf, type DatabaseLocation } from './database/database-url.js';
export { openDataSource, type DataSourceSettings, type Entities } from './database/open-data-source.js';

export { migrateDown, migrateUp, type MigrateOptions } from './migrations/migrate.js';
export { sqlMigration, type Migration, type MigrationRunner, type MigrationSource } from './migrations/migration.js';

export { Outbox, type OutboxSettings } from './outbox/outbox.js';
export { Inbox } from './inbox/inbox.js';

export { AuditTrail } from './audit/audit-trail.js';
export { AuditRecord, type AuditRecordInput } from './audit/audit-record.js';
export { canonicalJson } from './audit/canonical-json.js';
export {
  EffectWriter,
  effectEvent,
  type Effect,
  type EffectEvent,
  type EffectWriterLimits,
} from './ledger/effect-writer.js';
export type { EffectRow } from './ledger/effect-row.js';
