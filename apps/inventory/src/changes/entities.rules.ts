import type { ChangeCause } from '../resource/moment.js';
import type { KnownPlace } from './known-places.js';
import type { Effect, Touched } from './touched.rules.js';
import type { TrailEvent } from './trail-event.js';

/** A call's touch, with the message that told of it. */
export interface ToldTouch extends Touched {
  readonly messageId: string;
  readonly cause: ChangeCause;
}

/** A resource to read once, however many calls touched it. */
export interface Entity {
  readonly arn: string;
  readonly accountId: string;
  readonly resourceType: string;
  readonly region: string;
  /** Of the last call. */
  readonly effect: Effect;
  readonly cause: ChangeCause;
  readonly messageIds: readonly string[];
}

/** Longest that an ARN may be. */
const ARN_LENGTH = 2_048;

/** Who brought a change about, and when. */
export function causeOf({ eventTime, caller }: TrailEvent): ChangeCause {
  const who = caller.arn ?? caller.invokedBy;
  return { changedAt: eventTime, changedBy: who === null ? null : who.slice(0, ARN_LENGTH) };
}

/**
 * The resources behind the touches, each once. Who a resource belongs to is what is stored, not what an event says: an
 * account may be told of what its people did to another's.
 */
export function entitiesOf(touches: readonly ToldTouch[], known: readonly KnownPlace[]): Entity[] {
  const byArn = new Map(known.map((place) => [place.arn, place]));
  const byName = new Map(known.map((place) => [nameKey(place), place]));
  const entities = new Map<string, Entity>();
  for (const touch of touches) {
    const place = byArn.get(touch.arn) ?? (touch.name === undefined ? undefined : byName.get(nameKey(touch)));
    const found = entityOf(touch, place);
    const before = entities.get(found.arn);
    entities.set(found.arn, before === undefined ? found : merged(before, found));
  }
  return [...entities.values()];
}

function entityOf(touch: ToldTouch, place: KnownPlace | undefined): Entity {
  const { effect, cause, messageId } = touch;
  const { arn, accountId, resourceType, region } = place ?? touch;
  return { arn, accountId, resourceType, region, effect, cause, messageIds: [messageId] };
}

/** The later call counts; of two within a second, the one that came later. */
function merged(one: Entity, other: Entity): Entity {
  const messageIds = [...new Set([...one.messageIds, ...other.messageIds])];
  const later = other.cause.changedAt.getTime() >= one.cause.changedAt.getTime() ? other : one;
  return { ...later, effect: one.effect === other.effect ? one.effect : effectOfBoth(one, later), messageIds };
}

/** What comes and goes within a second came in an order that CloudTrail does not tell. */
function effectOfBoth(one: Entity, later: Entity): Effect {
  const isSameSecond = one.cause.changedAt.getTime() === later.cause.changedAt.getTime();
  return isSameSecond && later.effect !== one.effect ? 'changed' : later.effect;
}

function nameKey({
  accountId,
  resourceType,
  name,
}: {
  accountId: string;
  resourceType: string;
  name?: string | undefined;
}) {
  return `${accountId} ${resourceType} ${name ?? ''}`;
}
