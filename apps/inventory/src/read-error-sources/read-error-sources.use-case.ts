import { Injectable } from '@nestjs/common';
import { Clock } from '@gatehouse/service-host';
import { DenialIntake } from '../denial/denial-intake.js';
import { ErrorSourcePositions } from './error-source-positions.js';
import { ErrorSources } from './error-sources.js';
import { toldDenial } from './told-denial.rules.js';

/** Reads what sources of refused calls have to tell, from where each was left. */
@Injectable()
export class ReadErrorSources {
  constructor(
    private readonly sources: ErrorSources,
    private readonly positions: ErrorSourcePositions,
    private readonly denials: DenialIntake,
    private readonly clock: Clock,
  ) {}

  /** Ids of the sources. */
  get ids(): readonly string[] {
    return this.sources.all.map(({ id }) => id);
  }

  /** One source, to its end. Rejects with its error, after that was noted; what was read until then is counted. */
  async execute(sourceId: string, signal: AbortSignal): Promise<void> {
    const source = this.sources.find(sourceId);
    if (source === undefined) return;
    try {
      for await (const { calls, position } of source.read(await this.positions.of(sourceId), signal)) {
        const denials = calls.flatMap((call) => toldDenial(sourceId, call) ?? []);
        await this.denials.take(denials, (tx) => this.positions.move(tx, sourceId, position, this.clock.now()));
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await this.positions.fail(sourceId, reason, this.clock.now());
      throw error;
    }
  }
}
