import { Injectable } from '@nestjs/common';
import { awsProblemOf } from '@gatehouse/aws';
import { Clock } from '@gatehouse/service-host';
import { histogram, Logger, METRICS } from '@gatehouse/telemetry';
import type { Entity } from './entities.rules.js';
import { EntityReading } from './entity-reading.js';
import { KnownPlaces } from './known-places.js';
import { readAgainAfterProblem } from './problem.rules.js';
import { readAgainIn } from './settled.rules.js';

/** The account of an entity, and how far its message has come. */
export interface ReadingOrder {
  readonly partition: string;
  /** How often the message that told of it was received. */
  readonly attempt: number;
  readonly signal: AbortSignal;
}

/** Reads what a call touched, and judges whether what was seen is the last of it. */
@Injectable()
export class ChangeReading {
  readonly #delay = histogram(METRICS.changeVisible);

  constructor(
    private readonly reading: EntityReading,
    private readonly places: KnownPlaces,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** In how many seconds to read again; null when that is done. Rejects only when Postgres does. */
  async read(entity: Entity, { partition, attempt, signal }: ReadingOrder): Promise<number | null> {
    const readAt = this.clock.now();
    const ageSeconds = Math.max(0, (readAt.getTime() - entity.cause.changedAt.getTime()) / 1_000);
    let outcome;
    try {
      outcome = await this.reading.read(entity, partition, signal);
    } catch (error) {
      return this.againAfter(error, entity, attempt);
    }
    if (outcome === 'brought-by-none') return null;
    const state = await this.places.stateOf(entity.arn);
    if (outcome === 'unchanged') {
      await this.places.attribute(entity.arn, entity.cause, entity.effect === 'made');
    } else {
      this.#delay.record((this.clock.now().getTime() - entity.cause.changedAt.getTime()) / 1_000);
    }
    const wasOvertaken = outcome === 'unchanged' && state.changedAt !== null && state.changedAt > readAt;
    return readAgainIn({ effect: entity.effect, isThere: state.isThere, wasOvertaken, ageSeconds, attempt });
  }

  private againAfter(error: unknown, { arn, accountId }: Entity, attempt: number): number | null {
    const { kind, code } = awsProblemOf(error);
    const again = readAgainAfterProblem(kind, attempt);
    this.log.warn({ arn, accountId, code, again, error }, 'A changed resource could not be read.');
    return again;
  }
}
