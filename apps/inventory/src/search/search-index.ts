import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { platformFailure } from '@gatehouse/contracts';
import { Clock } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import { breather } from './breather.js';
import { IndexSearch } from './index-search.js';
import { CHANGES_KEPT_SECONDS, LONGEST_ABSENCE_MS } from './kept-changes.js';
import { ResourceFeed, type FoundResources } from './resource-feed.js';
import { ResourceIndex, type Merged } from './resource-index.js';

/** Followed this often, so that a search finds little left to follow. */
const PAUSE_MS = 1_000;
const PAUSE_AFTER_FAILURE_MS = 5_000;
/** Newcomers are no longer compared one by one after so long. */
const SEAL_EVERY_MS = 60_000;
/** Changes that nobody needs any more are forgotten this often. */
const FORGET_EVERY_MS = 600_000;
/** So long a search waits for the index when the process has just begun. */
const PATIENCE_MS = 5_000;

interface Followed {
  readonly index: ResourceIndex;
  readonly search: IndexSearch;
  snapshot: string;
  followedAt: number;
  /** When segments were last merged. */
  mergedAt: number;
  /** What was made of segments, and the snapshot up to which their changes are in it for sure. */
  merged?: Merged & { readonly snapshot: string };
}

/** The index of all resources in memory: made when the service begins, and followed up before each search. */
@Injectable()
export class SearchIndex implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #stopped = new AbortController();
  #followed: Followed | undefined;
  #making: Promise<Followed> | undefined;
  #running: Promise<void> | undefined;
  #following: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #forgotAt = 0;

  constructor(
    private readonly feed: ResourceFeed,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#running = this.#keep();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  /** The index with all that was committed before this was called. */
  async upToDate(): Promise<IndexSearch> {
    let followed = this.#followed ?? (await this.#first());
    await this.#catchUp();
    // A new index that took the place of the old one meanwhile may know less than the old one by now.
    while (this.#followed !== undefined && this.#followed !== followed) {
      followed = this.#followed;
      await this.#catchUp();
    }
    return followed.search;
  }

  /** Resolves when the first index is there, however long that takes. */
  async ready(): Promise<void> {
    if (this.#followed === undefined) await this.#make();
  }

  async #first(): Promise<Followed> {
    const late = pause(PATIENCE_MS, undefined, { ref: false });
    const followed = await Promise.race([this.#make(), late]);
    if (followed !== undefined) return followed;
    throw platformFailure('DEPENDENCY_UNAVAILABLE', 'The service has just begun and still reads what it searches in.');
  }

  /** Follows, also while nobody searches, and merges segments that have grown. */
  async #keep(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      let rest = PAUSE_MS;
      try {
        if (this.#followed === undefined || this.#wasAway()) await this.#make();
        await this.#merge();
        await this.#catchUp();
        await this.#forget();
      } catch (error) {
        if (this.#stopped.signal.aborted) return;
        this.log.warn({ error }, 'The index of resources could not be brought up to date.');
        rest = PAUSE_AFTER_FAILURE_MS;
      }
      await pause(rest, undefined, { signal: this.#stopped.signal, ref: false }).catch(() => undefined);
    }
  }

  #wasAway(): boolean {
    return this.#now() - (this.#followed?.followedAt ?? 0) > LONGEST_ABSENCE_MS;
  }

  #make(): Promise<Followed> {
    this.#making ??= this.#read().finally(() => (this.#making = undefined));
    return this.#making;
  }

  async #read(): Promise<Followed> {
    const began = this.#now();
    const index = new ResourceIndex();
    const snapshot = await this.feed.snapshot();
    const rest = this.#breather();
    await this.#take(this.feed.everything(), (resource) => index.load(resource), rest);
    await index.seal(rest);
    await this.#take(this.feed.uses(), ([arn, day]) => index.use(arn, day), rest);
    await this.#take(this.feed.denials(), (arn) => index.deny(arn), rest);
    const followed = { index, search: new IndexSearch(index), snapshot, followedAt: began, mergedAt: began };
    this.#followed = followed;
    this.log.info({ resources: index.size, seconds: (this.#now() - began) / 1_000 }, 'Resources can be searched.');
    return followed;
  }

  /** What is merged takes its place as soon as it knows what changed meanwhile. */
  async #merge(): Promise<void> {
    const followed = this.#followed;
    if (followed === undefined || followed.merged !== undefined) return;
    const sources = followed.index.toMerge(this.#now() - followed.mergedAt > SEAL_EVERY_MS);
    if (sources.length === 0) return;
    const began = this.#now();
    const { snapshot } = followed;
    followed.merged = { ...(await followed.index.merge(sources, this.#breather())), snapshot };
    const { size } = followed.merged.segment;
    const seconds = (this.#now() - began) / 1_000;
    this.log.debug({ segments: sources.length, resources: size, seconds }, 'What is searched in was merged.');
  }

  async #take<T>(pages: AsyncIterable<readonly T[]>, one: (item: T) => void, rest: () => Promise<void>): Promise<void> {
    for await (const page of pages) {
      for (const [at, item] of page.entries()) {
        one(item);
        if (at % 100 === 0) await rest();
      }
    }
  }

  /** Lets others run now and then, and ends what takes long when the service ends. */
  #breather(): () => Promise<void> {
    const rest = breather();
    return async () => {
      this.#stopped.signal.throwIfAborted();
      await rest();
    };
  }

  /** One that is running may have begun too early to know of what was just committed: then the next one is waited for. */
  #catchUp(): Promise<void> {
    if (this.#following === undefined) {
      this.#following = this.#follow().finally(() => (this.#following = undefined));
      return this.#following;
    }
    this.#next ??= this.#following
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#catchUp();
      });
    return this.#next;
  }

  async #follow(): Promise<void> {
    const followed = this.#followed;
    if (followed === undefined) return;
    const began = this.#now();
    const { merged } = followed;
    const index = merged === undefined ? followed.index : followed.index.with(merged);
    const { snapshot, changes } = await this.feed.changesSince(merged?.snapshot ?? followed.snapshot);
    await applyAll(changes, index);
    followed.snapshot = snapshot;
    followed.followedAt = began;
    if (merged === undefined || this.#followed !== followed) return;
    index.settle();
    this.#followed = { index, search: new IndexSearch(index), snapshot, followedAt: began, mergedAt: began };
  }

  async #forget(): Promise<void> {
    if (this.#now() - this.#forgotAt < FORGET_EVERY_MS) return;
    this.#forgotAt = this.#now();
    await this.feed.forget(CHANGES_KEPT_SECONDS);
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}

async function applyAll(changes: AsyncIterable<FoundResources>, index: ResourceIndex): Promise<void> {
  const rest = breather();
  for await (const { asked, there } of changes) {
    const found = new Set(there.map(({ arn }) => arn));
    for (const arn of asked) if (!found.has(arn)) index.remove(arn);
    for (const resource of there) {
      index.put(resource);
      await rest();
    }
  }
}
