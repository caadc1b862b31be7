import type { Collector } from './collector.js';

/** Every collector there is, in the order in which an account is read. */
export class Collectors {
  constructor(readonly all: readonly Collector[]) {}
}
