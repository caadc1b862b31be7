import type { ObservedResource } from '../resource/observed-resource.js';
import { inRegion, isOfDisabledRegion } from './aws-answer.rules.js';
import { Collector, type CollectorTarget, type Place } from './collector.js';

/** Thrown by a collector where it cannot look at all: what is known there stays as it is, and nothing has failed. */
export class NothingToAsk extends Error {
  override readonly name = 'NothingToAsk';
}

/** A collector of what lives in regions: one region that fails or is disabled keeps the others from nothing. */
export abstract class RegionalCollector extends Collector {
  protected abstract collectIn(place: Place): AsyncIterable<readonly ObservedResource[]>;

  override async *collect(target: CollectorTarget): AsyncIterable<readonly ObservedResource[]> {
    const { accountId, partition, signal } = target;
    for (const region of target.disabledRegions) target.skipRegion(region);
    const failures: Error[] = [];
    for (const region of target.regions) {
      try {
        yield* this.collectIn({ accountId, partition, region, signal });
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof NothingToAsk || isOfDisabledRegion(error)) target.skipRegion(region);
        else failures.push(inRegion(error, region));
      }
    }
    const [failure] = failures;
    if (failure !== undefined) throw failure;
  }
}
