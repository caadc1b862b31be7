import type { Collector } from './collector.js';

/** Every collector there is, in the order in which an account is read. */
export class Collectors {
  constructor(readonly all: readonly Collector[]) {}

  /** The types that a collector names; empty for the one that brings everything else. */
  static namedTypesOf({ resourceTypes }: Pick<Collector, 'resourceTypes'>): readonly string[] {
    return resourceTypes === 'everything-else' ? [] : resourceTypes;
  }

  /** All types that collectors bring by name. */
  get namedTypes(): readonly string[] {
    return this.all.flatMap(Collectors.namedTypesOf);
  }

  /** Who brings a type; undefined when nobody does. */
  bringing(resourceType: string): Collector | undefined {
    const byName = this.all.find((collector) => Collectors.namedTypesOf(collector).includes(resourceType));
    return byName ?? this.all.find(({ resourceTypes }) => resourceTypes === 'everything-else');
  }
}
