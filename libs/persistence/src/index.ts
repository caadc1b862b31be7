export { PersistenceModule, type PersistenceOptions } from './persistence.module.js';
export { Database, type Row } from './database/database.js';
export { DatabaseUnavailable, isConnectionError } from './database/connection-errors.js';
export { locateDatabase, schemaNameOf, type DatabaseLocation } from './database/database-url.js';
export { openDatabase, type DatabaseSettings } from './database/open-database.js';
export { openDataSource, type DataSourceSettings, type Entities } from './database/open-data-source.js';

export { migrateDown, migrateUp, type MigrateOptions } from './migrations/migrate.js';
export { sqlMigration, type Migration, type MigrationRunner, type MigrationSource } from './migrations/migration.js';

export { Outbox, type OutboxSettings } from './outbox/outbox.js';
export { OutboxRelay, type OutboxRelaySettings } from './outbox/outbox-relay.js';
export type { Publish } from './outbox/relay-pass.js';
export { Inbox } from './inbox/inbox.js';

export { AuditTrail } from './audit/audit-trail.js';
export { AuditRecord, type AuditRecordInput } from './audit/audit-record.js';
export { ChainEntry } from './audit/chain-entry.js';
export { readChain, type ChainSource } from './audit/read-chain.js';
export { verifyChain, type ChainReport } from './audit/verify-chain.js';
export { CheckpointWriter } from './audit/checkpoint-writer.js';
export { signCheckpoint, type Checkpoint, type CheckpointSigner } from './audit/checkpoint.js';
export { canonicalJson } from './audit/canonical-json.js';
export {
  EffectWriter,
  effectEvent,
  type Effect,
  type EffectEvent,
  type EffectWriterLimits,
} from './ledger/effect-writer.js';
export type { EffectRow } from './ledger/effect-row.js';

export { schemaReport, type Ask } from './schema-report/schema-report.js';
export { ChannelListener } from './database/channel-listener.js';
