import type { Caller } from '../authorization/caller.js';
import type { World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';

/** When something was last used, and from which region. */
export interface LastUse {
  readonly at: Date;
  readonly region: string;
}

/** What an entity did with one service. */
export interface ServiceUse {
  last: LastUse;
  /** By action name without service: `GetObject`. */
  readonly actions: Map<string, LastUse>;
}

/** The last use of an access key. */
export interface KeyUse extends LastUse {
  /** The service as IAM's policies name it: `s3`. */
  readonly service: string;
}

interface UseState {
  /** By ARN of the role or user, then by service as policies name it. */
  readonly entities: Map<string, Map<string, ServiceUse>>;
  readonly keys: Map<string, KeyUse>;
}

const SLOT: StateSlot<UseState> = { name: 'service-use', create: () => ({ entities: new Map(), keys: new Map() }) };

/** Services whose signing name is not the one that policies use. */
const NAMESPACES: Readonly<Record<string, string>> = { tagging: 'tag', monitoring: 'cloudwatch' };

/** One call somebody made. */
export interface ObservedCall {
  /** ARN of the role (not of its session) or user. */
  readonly entityArn: string;
  /** Signing name: `s3`. */
  readonly service: string;
  /** Operation name: `GetObject`. */
  readonly action: string;
  readonly region: string;
  readonly at: Date;
}

/** Remembers a call for the service-last-accessed reports. */
export function recordUse(world: World, { entityArn, service, action, region, at }: ObservedCall): void {
  const { entities } = stateOf(world, SLOT);
  let services = entities.get(entityArn);
  if (services === undefined) {
    services = new Map();
    entities.set(entityArn, services);
  }
  const namespace = NAMESPACES[service] ?? service;
  const last = { at, region };
  const known = services.get(namespace);
  if (known === undefined) {
    services.set(namespace, { last, actions: new Map([[action, last]]) });
    return;
  }
  known.last = last;
  known.actions.set(action, last);
}

/** Remembers that something called a service some time before the sandbox was there to see it. */
export function rememberUse(world: World, entityArn: string, service: string, last: LastUse): void {
  const { entities } = stateOf(world, SLOT);
  const services = entities.get(entityArn) ?? new Map<string, ServiceUse>();
  entities.set(entityArn, services.set(service, { last, actions: new Map() }));
}

interface CallOfSomebody {
  readonly world: World;
  readonly caller: Caller;
  readonly region: string;
  readonly now: Date;
}

/**
 * Remembers a call under the role or user it was made with, refused or not: AWS counts attempts (IAM User Guide,
 * "Refine permissions using last accessed information").
 */
export function recordCall({ world, caller, region, now }: CallOfSomebody, service: string, action: string): void {
  const entityArn = entityOf(caller);
  if (entityArn === undefined) return;
  recordUse(world, { entityArn, service, action, region, at: now });
  if (caller.kind !== 'user' || caller.session !== undefined) return;
  const use = { at: now, region, service: NAMESPACES[service] ?? service };
  stateOf(world, SLOT).keys.set(caller.accessKeyId, use);
}

function entityOf(caller: Caller): string | undefined {
  switch (caller.kind) {
    case 'role-session':
      return caller.role.arn;
    case 'user':
    case 'federated-user':
      return caller.user.arn;
    case 'service':
    case 'anonymous':
      return undefined;
  }
}

/** What an entity used, by service; empty when it never called. */
export function usesOf(world: World, entityArn: string): ReadonlyMap<string, ServiceUse> {
  return stateOf(world, SLOT).entities.get(entityArn) ?? new Map<string, ServiceUse>();
}

/** The last use of an access key, or undefined when it was never used. */
export function keyUseOf(world: World, accessKeyId: string): KeyUse | undefined {
  return stateOf(world, SLOT).keys.get(accessKeyId);
}

/** Lets what an entity used follow it to a new ARN. */
export function moveUse(world: World, oldArn: string, newArn: string): void {
  const { entities } = stateOf(world, SLOT);
  const uses = entities.get(oldArn);
  if (uses === undefined || oldArn === newArn) return;
  entities.delete(oldArn);
  entities.set(newArn, uses);
}

/** Forgets an entity that is gone: one made later under its name did nothing yet. */
export function forgetUse(world: World, entityArn: string): void {
  stateOf(world, SLOT).entities.delete(entityArn);
}
