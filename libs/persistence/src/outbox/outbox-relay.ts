import type { Secret } from '@gatehouse/contracts';
import { gauge, METRICS, redactText, type Logger } from '@gatehouse/telemetry';
import { ChannelListener } from '../database/channel-listener.js';
import { messageOf } from '../database/connection-errors.js';
import type { Database } from '../database/database.js';
import { locateDatabase } from '../database/database-url.js';
import { relayPass, type PassResult, type Publish } from './relay-pass.js';

/** What the relay sends from, to whom, and how patiently. */
export interface OutboxRelaySettings {
  readonly database: Database;
  readonly url: Secret | string;
  readonly publish: Publish;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** How often it looks without having been told to. Default 2 s. */
  readonly pollSeconds?: number;
  /** Longest pause between failures. Default 10 s. */
  readonly longestPauseSeconds?: number;
}

const LIMITS = { batchSize: 100, passTimeMs: 10_000 };
/** Sent at once while all is well; after a failure one by one, which asks nothing of a stream that is in trouble. */
const WINDOW = { usual: LIMITS.batchSize, afterFailure: 1 };
const FIRST_PAUSE_MS = 200;
/** Events that are recorded together are sent together. */
const GATHER_MS = 10;
/** A pass costs as much as some ten events: those of a busy hot path wait for each other this long. */
const BUSY_GATHER_MS = 100;
/** What waits is counted this often at the most: a busy outbox is not made slower by being watched. */
const MEASURE_MS = 2_000;
const BEGINNING = '0';

/**
 * Tells the events of the outbox to the others: in order, at least once, however often the stream or a replica goes
 * away. Every replica runs one; the holder of the lease sends, and the others tell it when they have something.
 */
export class OutboxRelay {
  readonly #settings: OutboxRelaySettings;
  readonly #channel: string;
  readonly #listener: ChannelListener;
  #running: Promise<void> | undefined;
  #stopping = false;
  #woken = false;
  #wakeUp: (() => void) | undefined;
  #failures = 0;
  #measuredAt = Number.NEGATIVE_INFINITY;
  /** The outbox is read from here on; from its beginning whenever it is counted, and after a failure. */
  #after = BEGINNING;

  constructor(settings: OutboxRelaySettings) {
    this.#settings = settings;
    const { connectionString, schema } = locateDatabase(settings.database.service, settings.url);
    this.#channel = `gatehouse_outbox_${schema}`;
    this.#listener = new ChannelListener(connectionString, this.#channel, () => this.wake());
    settings.database.onEventsCommitted(() => this.wake());
  }

  /** Begins to send in the background. */
  start(): void {
    this.#running ??= Promise.all([this.#run(), this.#listener.start()]).then(() => undefined);
  }

  /** Looks at the outbox now. */
  wake(): void {
    this.#woken = true;
    this.#wakeUp?.();
  }

  /** Finishes the pass it is in, sends what has come since, and ends. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wakeUp?.();
    await Promise.all([this.#running, this.#listener.stop()]);
    if (this.#running && this.#failures === 0) await this.#pass();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const wasWoken = this.#woken;
      this.#woken = false;
      const result = await this.#pass();
      if (result.kind === 'busy' && wasWoken) await this.#tellHolder();
      if (this.#isWorthMeasuring(result)) await this.#measure();
      await this.#rest(result);
    }
  }

  #isWorthMeasuring({ kind }: PassResult): boolean {
    return kind === 'failed' || (kind !== 'busy' && Date.now() - this.#measuredAt >= MEASURE_MS);
  }

  async #pass(): Promise<PassResult> {
    const { database, publish } = this.#settings;
    const window = this.#failures === 0 ? WINDOW.usual : WINDOW.afterFailure;
    try {
      const result = await relayPass(database.pool, publish, { ...LIMITS, window, after: this.#after });
      this.#after = result.kind === 'sent' ? result.through : BEGINNING;
      return result;
    } catch (error) {
      this.#after = BEGINNING;
      return { kind: 'failed', count: 0, subject: 'outbox', error };
    }
  }

  async #rest(result: PassResult): Promise<void> {
    if (result.kind === 'failed') return this.#backOff(result);
    if (this.#failures > 0) this.#settings.logger.info({}, 'The outbox is being sent again.');
    this.#failures = 0;
    if (result.kind === 'sent' && result.more) return;
    const gatherMs = this.#woken ? BUSY_GATHER_MS : GATHER_MS;
    await this.#sleep((this.#settings.pollSeconds ?? 2) * 1_000, true);
    if (this.#woken) await this.#sleep(gatherMs, false);
  }

  /** The pause runs to its end: what is recorded meanwhile must not make it hammer a stream that is away. */
  async #backOff(result: Extract<PassResult, { kind: 'failed' }>): Promise<void> {
    this.#warn(result);
    this.#failures = result.count > 0 ? 1 : this.#failures + 1;
    const longest = (this.#settings.longestPauseSeconds ?? 10) * 1_000;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (this.#failures - 1), longest);
    await this.#sleep(pause * (0.5 + Math.random() / 2), false);
  }

  #warn(result: Extract<PassResult, { kind: 'failed' }>): void {
    const text = redactText(messageOf(result.error));
    this.#settings.logger.warn(
      { subject: result.subject, failures: this.#failures + 1, error: text },
      'An event could not be sent; it is kept and tried again.',
    );
  }

  /** The holder may have looked just before our events were committed; and it may be in another process. */
  async #tellHolder(): Promise<void> {
    await this.#settings.database.query('SELECT pg_notify($1, $2)', [this.#channel, '']).catch(() => undefined);
  }

  async #measure(): Promise<void> {
    this.#measuredAt = Date.now();
    this.#after = BEGINNING;
    const sql = 'SELECT count(*) AS pending, extract(epoch FROM now() - min(time)) AS oldest FROM outbox';
    const [row] = await this.#settings.database.query(sql).catch(() => []);
    if (!row) return;
    gauge(METRICS.outboxPending).set(Number(row['pending']));
    gauge(METRICS.outboxOldestSeconds).set(Math.max(0, Number(row['oldest'] ?? 0)));
  }

  async #sleep(milliseconds: number, wakeable: boolean): Promise<void> {
    if (this.#stopping || (wakeable && this.#woken)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wakeUp = () => {
        if (!wakeable && !this.#stopping) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wakeUp = undefined;
  }
}
