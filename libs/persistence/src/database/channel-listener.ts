import type { Secret } from '@gatehouse/contracts';
import pg from 'pg';

const LONGEST_PAUSE_MS = 10_000;

/**
 * Hears on a connection of its own what other processes say on a channel (NOTIFY), and comes back by itself when the
 * connection is lost. What is said meanwhile is lost, so it calls `heard` once when it is back: look for yourself then.
 */
export class ChannelListener {
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #pauseMs = 250;

  constructor(
    private readonly connectionString: Secret,
    private readonly channel: string,
    private readonly heard: () => void,
  ) {}

  /** Begins to listen; failures are tried again in the background, because polling goes on meanwhile. */
  async start(): Promise<void> {
    if (this.#stopped) return;
    const client = new pg.Client({
      connectionString: this.connectionString.reveal(),
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: this.channel,
    });
    client.on('error', () => undefined); // 'end' follows
    client.on('notification', () => this.heard());
    client.once('end', () => this.#comeBack(client));
    this.#client = client;
    try {
      await client.connect();
      await client.query(`LISTEN "${this.channel}"`);
      this.#pauseMs = 250;
      this.heard(); // what was told while nobody listened
    } catch {
      await client.end().catch(() => undefined);
      this.#comeBack(client);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  #comeBack(lost: pg.Client): void {
    if (this.#stopped || this.#client !== lost) return;
    this.#client = undefined;
    this.#timer = setTimeout(() => void this.start(), this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
