import type { Administrators } from './administrators.js';
import { IDENTITY_CHANGES } from './identity-changes.js';
import { RESOURCE_CHANGES } from './resource-changes.js';
import type { SeededRandom } from './random.js';

/** Things of each kind that come and go in an account. */
const NAMES = 6;
const CHANGES = [...IDENTITY_CHANGES, ...RESOURCE_CHANGES];

/** Changes the accounts all the time, until it is told to stop. */
export class Changer {
  #stopped = false;
  #running: Promise<void> | undefined;
  made = 0;

  constructor(
    private readonly administrators: Administrators,
    private readonly accountIds: readonly string[],
    private readonly random: SeededRandom,
  ) {}

  start(): void {
    this.#running = this.run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  private async run(): Promise<void> {
    while (!this.#stopped) {
      const at = this.administrators.of(this.random.pick(this.accountIds));
      const change = this.random.pick(CHANGES);
      try {
        await change(at, `chaos-${this.random.below(NAMES)}`, this.random);
        this.made += 1;
      } catch {
        // What is not there cannot be changed, and what is there cannot be made: the next one will do.
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
