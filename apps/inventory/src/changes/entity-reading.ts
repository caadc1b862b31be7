import { Injectable } from '@nestjs/common';
import { Collectors } from '../collectors/collectors.js';
import { ResourceReading, type ReadingOutcome } from '../refresh-resource/resource-reading.js';
import type { Entity } from './entities.rules.js';

/** Reads what a call touched with the collector that brings its type. */
@Injectable()
export class EntityReading {
  constructor(
    private readonly collectors: Collectors,
    private readonly reading: ResourceReading,
  ) {}

  /** Nothing is read of types that no collector brings. Rejects with the AWS SDK's error. */
  async read(entity: Entity, partition: string, signal: AbortSignal): Promise<ReadingOutcome | 'brought-by-none'> {
    const collector = this.collectors.bringing(entity.resourceType);
    return collector === undefined ? 'brought-by-none' : this.reading.read(collector, { ...entity, partition, signal });
  }
}
