import type { Logger } from '@gatehouse/telemetry';

/** Longer than every time limit of an orderly stop together. */
const STOP_MILLISECONDS = 25_000;

/**
 * Ends the process in order: errors that nobody caught are logged with their secrets taken out (Node.js would print
 * them as they are) and end it with 1; SIGTERM and SIGINT stop the service first and end it with 0, or with 1 when the
 * stop does not come to an end.
 */
export class ProcessGuard {
  #log: Logger;
  #stop: (() => Promise<void>) | undefined;
  #isEnding = false;

  constructor(log: Logger) {
    this.#log = log;
    const onUncaught = (error: unknown) => void this.fail(error, this.#reasonOfUncaught());
    process.on('uncaughtException', onUncaught);
    process.on('unhandledRejection', onUncaught);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void this.#onSignal());
  }

  /** From now on signals stop the service in order; before, they end the process at once. */
  protect(stop: () => Promise<void>, log: Logger): void {
    this.#stop = stop;
    this.#log = log;
  }

  /** Ends the process because something is beyond repair; whoever supervises it starts it again. */
  async fail(error: unknown, message: string): Promise<void> {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#log.error({ error }, message);
    await this.#end(1);
  }

  #reasonOfUncaught(): string {
    return this.#stop ? 'The process ends: an error that nobody caught.' : 'The service cannot start.';
  }

  async #onSignal(): Promise<void> {
    if (this.#isEnding) return;
    this.#isEnding = true;
    setTimeout(() => process.exit(1), STOP_MILLISECONDS).unref();
    try {
      await this.#stop?.();
      await this.#end(0);
    } catch (error) {
      this.#log.error({ error }, 'Stopping failed.');
      await this.#end(1);
    }
  }

  async #end(code: number): Promise<never> {
    await this.#log.flush();
    process.exit(code);
  }
}
