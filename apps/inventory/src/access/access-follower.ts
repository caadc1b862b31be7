import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import { LONGEST_ABSENCE_MS } from '../search/kept-changes.js';
import { AccessPicture } from './access-picture.js';
import { AccessRows } from './access-rows.js';

/** Other replicas' changes are looked for this often; our own are known at once. */
const PAUSE_MS = 1_000;
const PAUSE_AFTER_FAILURE_MS = 5_000;
/**
 * While a sweep stores thousands of changes there is something to take in after each of its commits: what a look took is
 * what it rests afterwards, this many times over. After a single change that is a few milliseconds.
 */
const REST_PER_WORK = 10;
const LONGEST_REST_MS = 3_000;

/** Builds the picture of access behind the service's back once it runs, and keeps it up to date from the store. */
@Injectable()
export class AccessFollower implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #stopped = new AbortController();
  /** The transactions that the picture knows of. */
  #snapshot = '';
  #asOf: Date | null = null;
  #wake: () => void = () => undefined;
  /** Since the last look began. */
  #hasNews = false;
  #running: Promise<void> = Promise.resolve();

  constructor(
    readonly picture: AccessPicture,
    private readonly rows: AccessRows,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Up to when the picture has followed the store; null while it is built. */
  get asOf(): Date | null {
    return this.#asOf;
  }

  onApplicationBootstrap(): void {
    this.#running = this.follow();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped.abort();
    this.#wake();
    await this.#running;
  }

  /** To be called after each commit of our own. */
  hasNews(): void {
    this.#hasNews = true;
    this.#wake();
  }

  private async follow(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const began = performance.now();
      this.#hasNews = false;
      try {
        await (this.mustBegin() ? this.build() : this.catchUp());
        await this.breathe(Math.min((performance.now() - began) * REST_PER_WORK, LONGEST_REST_MS));
        await this.rest(PAUSE_MS);
      } catch (error) {
        if (this.#stopped.signal.aborted) return;
        this.log.warn({ error }, 'Who can do what could not be brought up to date.');
        await this.breathe(PAUSE_AFTER_FAILURE_MS);
      }
    }
  }

  private async build(): Promise<void> {
    const began = this.clock.now();
    const snapshot = await this.rows.snapshot();
    await this.picture.load();
    this.#snapshot = snapshot;
    await this.catchUp();
    const seconds = (this.clock.now().getTime() - began.getTime()) / 1_000;
    this.log.info({ principals: this.picture.index.size, seconds }, 'Who can do what is known.');
  }

  private async catchUp(): Promise<void> {
    const now = this.clock.now();
    await this.picture.limit();
    const snapshot = await this.rows.snapshot();
    for await (const page of this.rows.changesBetween(this.#snapshot, snapshot)) await this.picture.apply(page);
    this.#snapshot = snapshot;
    this.#asOf = now;
  }

  /** At first, after it was away for too long, and when what nobody has any more is most of the picture. */
  private mustBegin(): boolean {
    const since = this.#asOf?.getTime() ?? 0;
    return this.clock.now().getTime() - since > LONGEST_ABSENCE_MS || this.picture.index.isWorn;
  }

  /** So that others get their turn, whatever the news. */
  private async breathe(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.#stopped.signal, ref: false }).catch(() => undefined);
  }

  /** Until there is news of our own, or the pause is over. */
  private async rest(milliseconds: number): Promise<void> {
    const over = new AbortController();
    this.#wake = () => over.abort();
    if (this.#stopped.signal.aborted || this.#hasNews) return;
    await pause(milliseconds, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
  }
}

/** Tells the follower of our own commits. */
@Injectable()
export class AccessNews {
  constructor(database: Database, follower: AccessFollower) {
    database.onEventsCommitted(() => follower.hasNews());
  }
}
