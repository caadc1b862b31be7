import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import { AccessPicture } from './access-picture.js';
import { AccessRows, type AccessChange } from './access-rows.js';
import { FollowedChanges } from './followed-changes.js';

/** Other replicas' changes are looked for this often; our own are known at once. */
const PAUSE_MS = 1_000;
const PAUSE_AFTER_FAILURE_MS = 5_000;
/**
 * While a sweep stores thousands of changes each look costs more, because it also sees those of the last seconds again:
 * what it took is what it rests afterwards, this many times over. After a single change that is a few milliseconds.
 */
const REST_PER_WORK = 10;
const LONGEST_REST_MS = 3_000;

/** Builds the picture of access behind the service's back once it runs, and keeps it up to date from the store. */
@Injectable()
export class AccessFollower implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #stopped = new AbortController();
  readonly #changes = new FollowedChanges();
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
        await (this.#asOf === null ? this.build() : this.catchUp());
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
    await this.picture.load();
    this.#changes.beginAt(began);
    await this.catchUp();
    const seconds = (this.clock.now().getTime() - began.getTime()) / 1_000;
    this.log.info({ principals: this.picture.index.size, seconds }, 'Who can do what is known.');
  }

  private async catchUp(): Promise<void> {
    const now = this.clock.now();
    await this.picture.limit();
    await this.takeIn(this.rows.changesSince(this.#changes.since));
    this.#changes.passed(now);
    this.#asOf = now;
    await this.lookFarBack(now);
  }

  private async takeIn(pages: AsyncIterable<readonly AccessChange[]>): Promise<void> {
    for await (const page of pages) {
      const news = this.#changes.newOnes(page);
      if (news.length > 0) await this.picture.apply(news);
      this.#changes.applied(news);
    }
  }

  /** For what was stored with an earlier time than that of others which were seen before it. */
  private async lookFarBack(now: Date): Promise<void> {
    const from = this.#changes.countSince(now);
    if (from === null) return;
    for (const second of this.#changes.incomplete(await this.rows.countsSince(from))) {
      await this.takeIn(this.rows.changesSince(new Date(second * 1_000), new Date((second + 1) * 1_000)));
    }
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
