import { setTimeout as wait } from 'node:timers/promises';
import { forgetProcess, recordProcess } from '../servers/process-records.js';
import { lastLines } from '../servers/processes.js';
import { StartProblem } from '../servers/start-problem.js';
import { nextRestart } from './machine.rules.js';

/**
 * @typedef {object} Unit something that is kept running
 * @property {string} name
 * @property {string} logFile
 * @property {number} stage units of the highest stage are stopped first
 * @property {(onSpawn: import('../servers/processes.js').OnSpawn) => Promise<unknown>} start resolves when it is ready
 * @property {NodeJS.Signals} [stopSignal]
 * @property {number} [stopSeconds]
 */

/** Keeps processes running: starts again what ends by itself, and stops everything in order. */
export class Supervisor {
  /** @type {Map<string, { unit: Unit, process: import('../servers/processes.js').RunningProcess }>} */
  #running = new Map();
  #stopping = new AbortController();
  #processes;
  #say;

  /** @param {{ processes: string, say: (line: string) => void }} options processes: folder of the process records */
  constructor({ processes, say }) {
    this.#processes = processes;
    this.#say = say;
  }

  /**
   * Starts a unit, waits until it is ready, and keeps it running from then on.
   *
   * @param {Unit} unit
   */
  async keep(unit) {
    const began = performance.now();
    await this.#start(unit);
    void this.#watch(unit, began);
  }

  /** @param {string} name */
  pidOf(name) {
    return this.#running.get(name)?.process.pid;
  }

  /** Process ids by name, of everything that runs now. */
  pids() {
    return Object.fromEntries([...this.#running].map(([name, { process }]) => [name, process.pid]));
  }

  /** Stops everything, the highest stage first; within a stage all at once. */
  async stop() {
    this.#stopping.abort();
    const stages = [...new Set([...this.#running.values()].map(({ unit }) => unit.stage))].sort((a, b) => b - a);
    for (const stage of stages) {
      const units = [...this.#running.values()].filter(({ unit }) => unit.stage === stage);
      await Promise.all(
        units.map(async ({ unit, process }) => {
          await process.stop(unit.stopSignal ?? 'SIGTERM', unit.stopSeconds ?? 15);
          this.#forget(unit.name);
        }),
      );
    }
  }

  /** Ends everything at once, without asking. */
  kill() {
    this.#stopping.abort();
    for (const { process } of this.#running.values()) {
      if (process.isRunning()) globalThis.process.kill(process.pid, 'SIGKILL');
    }
  }

  /** @param {Unit} unit */
  async #start(unit) {
    if (this.#stopping.signal.aborted) throw new StartProblem(`${unit.name} is not started any more.`);
    try {
      await unit.start((running) => {
        this.#running.set(unit.name, { unit, process: running });
        recordProcess(this.#processes, unit.name, running.pid);
      });
    } catch (error) {
      this.#forget(unit.name);
      throw error;
    }
  }

  /** @param {string} name */
  #forget(name) {
    this.#running.delete(name);
    forgetProcess(this.#processes, name);
  }

  /**
   * @param {Unit} unit
   * @param {number} began
   */
  async #watch(unit, began) {
    let history = { restarts: 0, ranForSeconds: 0 };
    for (let since = began; ; since = performance.now()) {
      const ended = await this.#running.get(unit.name)?.process.ended.catch(() => undefined);
      if (this.#stopping.signal.aborted) return;
      history = { ...history, ranForSeconds: (performance.now() - since) / 1000 };
      history.restarts = await this.#startAgain(unit, history, describeEnd(ended));
      if (this.#stopping.signal.aborted) return;
    }
  }

  /**
   * @param {Unit} unit
   * @param {{ restarts: number, ranForSeconds: number }} history
   * @param {string} how
   * @returns {Promise<number>} restarts counted so far
   */
  async #startAgain(unit, history, how) {
    let { restarts, ranForSeconds } = history;
    let why = how;
    for (;;) {
      const next = nextRestart({ restarts, ranForSeconds });
      this.#say(
        `${unit.name} ${why}; starting it again in ${next.afterSeconds} s. Its last lines:\n${lastLines(unit.logFile)}`,
      );
      ({ restarts } = next);
      ranForSeconds = 0;
      await wait(next.afterSeconds * 1000, undefined, { signal: this.#stopping.signal }).catch(() => {});
      if (this.#stopping.signal.aborted) return restarts;
      try {
        await this.#start(unit);
        this.#say(`${unit.name} is ready again.`);
        return restarts;
      } catch {
        why = 'did not start';
      }
    }
  }
}

/** @param {{ code: number | null, signal: NodeJS.Signals | null } | undefined} ended */
function describeEnd(ended) {
  if (ended?.signal) return `was ended by ${ended.signal}`;
  return `ended with exit code ${ended?.code ?? 'unknown'}`;
}
