import type { Target } from '@aws-sdk/client-eventbridge';

import type { Tags, World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';

export type RuleState = 'DISABLED' | 'ENABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** A rule of a bus; changing one puts another in its place. */
export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly busName: string;
  readonly createdBy: string;
  readonly description: string | undefined;
  readonly eventPattern: string | undefined;
  readonly scheduleExpression: string | undefined;
  readonly state: RuleState;
  readonly roleArn: string | undefined;
  readonly tags: Tags;
  /** By id, as AWS takes and gives them. */
  readonly targets: Map<string, Target>;
}

export interface EventBus {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: Date;
  modifiedAt: Date;
  description: string | undefined;
  kmsKeyIdentifier: string | undefined;
  deadLetterArn: string | undefined;
  policy: string | undefined;
  readonly tags: Tags;
  readonly rules: Map<string, Rule>;
}

interface EventBridgeState {
  /** By `<account>/<region>/<name>`; a default bus is made when it is first asked for. */
  readonly buses: Map<string, EventBus>;
}

const SLOT: StateSlot<EventBridgeState> = { name: 'eventbridge', create: () => ({ buses: new Map() }) };

/** Where a bus is. */
export interface BusPlace {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

function keyOf({ accountId, region, name }: BusPlace): string {
  return `${accountId}/${region}/${name}`;
}

/** A bus that is there; every account has a default one in each region. */
export function findBus(world: World, place: BusPlace): EventBus | undefined {
  const known = knownBus(world, place);
  if (known !== undefined || place.name !== 'default' || !world.accounts.has(place.accountId)) return known;
  return addBus(world, place, world.accounts.get(place.accountId)?.joinedAt ?? new Date(0));
}

/** A bus that somebody made or looked at: a default bus that nobody ever touched has no rules. */
export function knownBus(world: World, place: BusPlace): EventBus | undefined {
  return stateOf(world, SLOT).buses.get(keyOf(place));
}

/** The ARN of a bus at this place, whether there is one or not. */
export function busArn(world: World, { accountId, region, name }: BusPlace): string {
  const partition = world.accounts.get(accountId)?.partition ?? world.partition;
  return `arn:${partition}:events:${region}:${accountId}:event-bus/${name}`;
}

/** Makes an empty bus. */
export function addBus(world: World, place: BusPlace, createdAt: Date): EventBus {
  const bus: EventBus = {
    ...place,
    arn: busArn(world, place),
    createdAt,
    modifiedAt: createdAt,
    description: undefined,
    kmsKeyIdentifier: undefined,
    deadLetterArn: undefined,
    policy: undefined,
    tags: new Map(),
    rules: new Map(),
  };
  stateOf(world, SLOT).buses.set(keyOf(place), bus);
  return bus;
}

export function removeBus(world: World, place: BusPlace): void {
  stateOf(world, SLOT).buses.delete(keyOf(place));
}

/** The buses of an account, of one region or of all. */
export function busesOf(world: World, accountId: string, region?: string): readonly EventBus[] {
  return [...stateOf(world, SLOT).buses.values()].filter(
    (bus) => bus.accountId === accountId && (region === undefined || bus.region === region),
  );
}

const BUS_ARN = /^arn:[a-z-]+:events:([a-z0-9-]+):(\d{12}):event-bus\/(.+)$/u;

/** The place an ARN of a bus names. */
export function placeOfArn(arn: string): BusPlace | undefined {
  const [, region, accountId, name] = BUS_ARN.exec(arn) ?? [];
  return region === undefined || accountId === undefined || name === undefined
    ? undefined
    : { region, accountId, name };
}

/** `rule/<name>` on the default bus, `rule/<bus>/<name>` on others. */
export function ruleArn(bus: Pick<EventBus, 'arn' | 'name'>, name: string): string {
  const base = bus.arn.slice(0, bus.arn.indexOf(':event-bus/'));
  return bus.name === 'default' ? `${base}:rule/${name}` : `${base}:rule/${bus.name}/${name}`;
}
