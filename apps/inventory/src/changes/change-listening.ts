import { setMaxListeners } from 'node:events';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '@gatehouse/telemetry';
import { ChangeQueues } from './change-queue.js';
import { QueueLane } from './queue-lane.js';
import { TakeChanges } from './take-changes.use-case.js';

/** Batches of a queue that are taken at once by a replica, so that a slow account does not hold up the others. */
const LANES = 4;

/** Listens to the queues from the service's start to its end. Any number of replicas may: each message goes to one. */
@Injectable()
export class ChangeListening implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #stop = new AbortController();
  #lanes: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly queues: ChangeQueues,
    private readonly takeChanges: TakeChanges,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    setMaxListeners(0, this.#stop.signal);
    const lanes = this.queues.all.flatMap((queue) =>
      Array.from({ length: LANES }, () => new QueueLane(queue, this.takeChanges, this.log)),
    );
    this.#lanes = Promise.all(lanes.map((lane) => lane.run(this.#stop.signal)));
  }

  /** Before the database goes; batches under way are finished. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#lanes;
  }
}
