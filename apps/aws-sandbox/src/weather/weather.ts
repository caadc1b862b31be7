import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

import { AwsError } from '../protocol/aws-error.js';
import { weatherOf } from './profiles.js';
import { throttlingError } from './throttling-error.rules.js';
import { type Bucket, takeToken } from './token-bucket.rules.js';
import { type CallPlace, type Sky, skyOver } from './weather-over.rules.js';
import type { WeatherProfile, WeatherSettings } from './weather-settings.js';

const MAX_REMEMBERED = 50_000;

/** The connection is to be closed without an answer. */
export class ConnectionDropped extends Error {
  constructor() {
    super('the weather closed this connection');
    this.name = 'ConnectionDropped';
  }
}

interface Passing {
  readonly at: Date;
  /** The service's own words for a failure inside it. */
  readonly internalError: () => AwsError;
}

/** What gets in the way of calls. Calm weather costs a look at one boolean. */
export class Weather {
  /** The name of the profile, or `custom` once rules were set by hand. */
  profile: WeatherProfile | 'custom';
  /** Calls that are held up now. */
  waiting = 0;
  private now: WeatherSettings;
  private readonly skies = new Map<string, Sky>();
  private readonly buckets = new Map<string, Bucket>();
  private changed = manyMayWait();

  constructor(
    readonly first: WeatherProfile = 'calm',
    private readonly chance: () => number = Math.random,
  ) {
    this.profile = first;
    this.now = weatherOf(first);
  }

  get settings(): WeatherSettings {
    return this.now;
  }

  get isCalm(): boolean {
    return this.now.rules.length === 0;
  }

  /** Sets new weather; calls that wait under the old one are let go. */
  set(next: WeatherProfile | WeatherSettings): void {
    this.profile = typeof next === 'string' ? next : 'custom';
    this.now = typeof next === 'string' ? weatherOf(next) : next;
    this.skies.clear();
    this.buckets.clear();
    this.changed.abort();
    this.changed = manyMayWait();
  }

  /** The weather over a call. */
  over(place: CallPlace): Sky {
    const name = `${place.account ?? ''}/${place.service}/${place.operation}/${place.region}`;
    const known = this.skies.get(name);
    if (known !== undefined) return known;
    if (this.skies.size >= MAX_REMEMBERED) this.skies.clear();
    const sky = skyOver(this.now.rules, place);
    this.skies.set(name, sky);
    return sky;
  }

  /** Lets the weather pass over a call: waits, throws the service's refusal, or drops the connection. */
  async pass(sky: Sky, place: CallPlace, { at, internalError }: Passing): Promise<void> {
    await this.breakOff(sky);
    if (sky.latency !== undefined) await this.delay(sky.latency);
    if (this.isTooFast(sky, place, at)) throw throttlingError(place.service);
    if (sky.errors !== undefined && this.hits(sky.errors)) throw failure(internalError(), sky.errors.status);
  }

  /** Ends a call without an answer, at once or after a while, when it is hit. */
  private async breakOff({ drops, hangs }: Sky): Promise<void> {
    if (this.hits(drops)) throw new ConnectionDropped();
    if (hangs === undefined || !this.hits(hangs)) return;
    await this.wait(hangs.seconds * 1_000);
    throw new ConnectionDropped();
  }

  private delay({ fromMilliseconds: from, toMilliseconds: to }: NonNullable<Sky['latency']>): Promise<void> {
    return this.wait(from + this.chance() * (to - from));
  }

  private hits(effect: { readonly share: number } | undefined): boolean {
    return effect !== undefined && effect.share > 0 && this.chance() < effect.share;
  }

  private isTooFast({ throttle, throttledBy }: Sky, place: CallPlace, at: Date): boolean {
    if (throttle === undefined) return false;
    const what = throttle.together ? `${String(throttledBy)}` : place.operation;
    const name = `${place.account ?? ''}/${place.region}/${place.service}/${what}`;
    const { taken, bucket } = takeToken(this.buckets.get(name), throttle, at.getTime());
    if (this.buckets.size >= MAX_REMEMBERED) this.buckets.clear();
    this.buckets.set(name, bucket);
    return !taken;
  }

  private async wait(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    this.waiting += 1;
    // Whoever changes the weather ends the waiting.
    await wait(milliseconds, undefined, { signal: this.changed.signal, ref: false }).catch(() => undefined);
    this.waiting -= 1;
  }
}

/** Every call that waits listens to it, and stops listening when its wait is over. */
function manyMayWait(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

function failure({ code, message }: AwsError, status: 500 | 503): AwsError {
  if (status === 500) return new AwsError(code, message, { status, fault: 'Receiver' });
  const unavailable = 'The request has failed due to a temporary failure of the server.';
  return new AwsError('ServiceUnavailable', unavailable, { status, fault: 'Receiver' });
}
