import { createHash } from 'node:crypto';
import type { z } from 'zod';

/** What is cached under one name. */
export interface KeyDefinition<Schema extends z.ZodType> {
  /** kebab-case, unique within the service. */
  readonly name: string;
  /** Of the value. What is in Redis and does not fit is loaded again, so a changed schema needs no clean-up. */
  readonly schema: Schema;
  /** Up to this age a value is simply used. */
  readonly ttlSeconds: number;
  /** So much longer it is used once more while a new one is loaded in the background. Default 0: never. */
  readonly staleSeconds?: number;
}

/** One cached value. */
export interface CacheKey<Schema extends z.ZodType> extends Required<KeyDefinition<Schema>> {
  /** What tells it from other values of the same name, e.g. an account's id. */
  readonly parts: readonly string[];
}

/** A name under which values are cached; itself the key of the one value without parts. */
export interface KeyFamily<Schema extends z.ZodType> extends CacheKey<Schema> {
  /** The key of one value: `rolesOf.of(accountId)`. */
  of(...parts: [string, ...string[]]): CacheKey<Schema>;
}

/**
 * Declares what is cached under a name.
 *
 * @example const account = defineKey({ name: 'account', schema: Account, ttlSeconds: 60, staleSeconds: 600 });
 */
export function defineKey<Schema extends z.ZodType>(definition: KeyDefinition<Schema>): KeyFamily<Schema> {
  if (!/^[a-z][a-z0-9-]{0,59}$/.test(definition.name)) {
    throw new Error(`"${definition.name}" is not the name of a cache key: lower-case words joined by "-".`);
  }
  if (!(definition.ttlSeconds > 0)) throw new Error(`The cache key ${definition.name} needs ttlSeconds above 0.`);
  const key = { staleSeconds: 0, ...definition, parts: [] };
  return { ...key, of: (...parts) => ({ ...key, parts }) };
}

/** Where a value is in Redis. Parts cannot run into each other, and long ones become a digest. */
export function redisKeyOf(service: string, key: CacheKey<z.ZodType>): string {
  const parts = key.parts.map(encodeURIComponent).join('/');
  const short = parts.length <= 200 ? parts : createHash('sha256').update(parts).digest('hex');
  return `gatehouse:${service}:cache:${key.name}:${short}`;
}
