import type { SeedReader } from '../seed/seed-reader.js';
import type { SeedRole } from '../seed/seed-schema.js';
import type { GeneratorPlan } from './generator-plan.js';
import { accountIdOf, accountPlace, type AccountPlace } from './names.rules.js';

/** What everything generated in one world stands on. */
export interface Ground {
  readonly plan: GeneratorPlan;
  readonly partition: string;
  readonly hubAccountId: string;
  readonly organizationId: string;
  /** The day that ages count back from: that of the first start. */
  readonly madeOn: Date;
  readonly reader: SeedReader;
  /** The roles that the seed gives every account, those that Gatehouse assumes among them. */
  readonly everyAccount: readonly SeedRole[];
  /** ARNs of the policies that AWS manages. */
  readonly awsPolicies: readonly string[];
  /** The trust policy of roles for people. */
  readonly peopleTrust: (accountId: string) => string;
}

/** One generated account on its ground. */
export interface Plot extends AccountPlace {
  readonly ground: Ground;
  readonly index: number;
  readonly accountId: string;
}

export function plotOf(ground: Ground, index: number): Plot {
  return { ...accountPlace(index), ground, index, accountId: accountIdOf(index) };
}

/** The accounts whose number is known to exist, for documents that name another one. */
export function neighbourOf({ ground, index }: Plot, distance: number): string {
  return accountIdOf((index + distance) % ground.plan.accounts);
}

const DAY = 24 * 3600 * 1000;

/** Midnight before a time, in UTC. */
export function dayOf(time: Date): Date {
  return new Date(Math.floor(time.getTime() / DAY) * DAY);
}

/** Seconds matter: AWS's times have no finer part. */
export function before(day: Date, days: number, seconds: number): Date {
  return new Date(day.getTime() - days * DAY - seconds * 1000);
}
