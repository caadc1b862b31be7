import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Logger } from '@gatehouse/telemetry';
import { RebuildEligibility } from './rebuild-eligibility.use-case.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/** Rebuilds once after boot, in the background, as often as it takes: inventory may start later than we do. */
@Injectable()
export class RebuildAtBoot implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;

  constructor(
    private readonly rebuildEligibility: RebuildEligibility,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#running = this.tryUntilDone().finally(() => (this.#running = undefined));
  }

  /** While it is under way, resolves when it has ended or the signal aborts; afterwards undefined. */
  ending(signal: AbortSignal): Promise<void> | undefined {
    if (this.#running === undefined) return undefined;
    const aborted = once(signal, 'abort', { signal: this.#stop.signal }).then(
      () => undefined,
      () => undefined,
    );
    return Promise.race([this.#running, aborted]);
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  private async tryUntilDone(): Promise<void> {
    for (let wait = FIRST_PAUSE_MS; !this.#stop.signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      try {
        const roleCount = await this.rebuildEligibility.execute(this.#stop.signal);
        this.log.info({ roleCount }, 'Eligibility is in step with inventory.');
        return;
      } catch (error) {
        this.log.info({ error }, 'Inventory cannot be asked for roles yet; trying again.');
      }
      await pause(wait, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }
}
