import type { Secret } from '@gatehouse/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { CalmClient } from './calm-client.js';
import { DatabaseUnavailable, isConnectionError, messageOf } from './connection-errors.js';
import { locateDatabase } from './database-url.js';

/** Entity classes or schemas as TypeORM takes them. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type of an entity class
export type Entities = MixedList<Function | string | EntitySchema>;

/** What a service's connection needs to know; every wait has a limit. */
export interface DataSourceSettings {
  readonly service: string;
  /** Of the service's own role, from GATEHOUSE_DATABASE_URL. */
  readonly url: Secret | string;
  readonly entities?: Entities;
  /** Connections at most. Default 10. */
  readonly poolSize?: number;
  /** Longest run of one statement. Default 10 s. */
  readonly statementTimeoutSeconds?: number;
  /** How long to wait at start for Postgres to come up. Default 30 s. */
  readonly startTimeoutSeconds?: number;
  /** Told about every failed attempt, and about idle connections that break. */
  readonly onTrouble?: (message: string) => void;
}

const CONNECT_TIMEOUT_MS = 5_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2_000;

/** Opens the pool, trying again while Postgres is not there yet. The error says where it looked, never with what password. */
export async function openDataSource(settings: DataSourceSettings): Promise<DataSource> {
  const location = locateDatabase(settings.service, settings.url);
  const seconds = settings.startTimeoutSeconds ?? 30;
  const deadline = Date.now() + seconds * 1_000;
  for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
    const dataSource = describeDataSource(settings, location.connectionString.reveal(), location.schema);
    try {
      return await dataSource.initialize();
    } catch (error) {
      const reason = messageOf(error);
      if (!isConnectionError(error)) {
        throw new Error(`Cannot open the database ${location.display} (GATEHOUSE_DATABASE_URL): ${reason}`, {
          cause: error,
        });
      }
      if (Date.now() + wait > deadline) {
        const message = `No Postgres at ${location.display} (GATEHOUSE_DATABASE_URL) after ${seconds} s: ${reason}`;
        throw new DatabaseUnavailable(message, { cause: error });
      }
      settings.onTrouble?.(`Postgres at ${location.display} is not there yet (${reason}); trying again in ${wait} ms.`);
      await delay(wait);
    }
  }
}

function describeDataSource(settings: DataSourceSettings, connectionString: string, schema: string): DataSource {
  const statementMs = (settings.statementTimeoutSeconds ?? 10) * 1_000;
  return new DataSource({
    type: 'postgres',
    schema,
    entities: settings.entities ?? [],
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    logging: false,
    poolSize: settings.poolSize ?? 10,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: `gatehouse-${settings.service}`,
    poolErrorHandler: (error: unknown) => {
      settings.onTrouble?.(`An idle connection to Postgres broke: ${messageOf(error)}`);
    },
    extra: {
      connectionString,
      Client: CalmClient,
      keepAlive: true,
      statement_timeout: statementMs,
      lock_timeout: statementMs,
      // A hung process must not keep the chain's head locked.
      idle_in_transaction_session_timeout: 60_000,
      // A server that vanished without a word is noticed soon after the statement's own limit.
      query_timeout: statementMs + 5_000,
    },
  });
}
