import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';
import { differences } from './leftovers.rules.js';
import { keptEnvironment, stateOfProcess } from './process-state.js';

/** The test framework takes these over while a file runs, and keeps them when the file cannot be loaded. */
const TAKEN_OVER = ['uncaughtException', 'unhandledRejection', 'rejectionHandled'];

/** A rejection that nobody handles is told a turn later, and belongs to what has just ended. */
const ENDS = [
  'hook_success',
  'hook_failure',
  'test_fn_success',
  'test_fn_failure',
  'run_describe_finish',
  'run_finish',
];
/** Not the one that a test may fake. */
const nextTurn = setImmediate;

/**
 * Jest's `testEnvironment`: the process itself. The next test file runs in it too, so that one that leaves it other than
 * it was has failed.
 */
export default class NativeEnvironment {
  /** @param {{ projectConfig: ConstructorParameters<typeof ModernFakeTimers>[0]['config'] }} config */
  constructor({ projectConfig }) {
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    this.before = stateOfProcess();
    this.putEnvironmentBack = keptEnvironment();
    this.replaced = {
      console: globalThis.console,
      exit: process.exit,
      listeners: TAKEN_OVER.map((event) => /** @type {const} */ ([event, process.rawListeners(event)])),
    };
  }

  async setup() {}

  /**
   * @param {{ name: string }} event
   * @param {{ unhandledErrors: unknown[] }} file what becomes of it
   */
  async handleTestEvent({ name }, file) {
    if (ENDS.includes(name)) await new Promise((resolve) => nextTurn(resolve));
    if (name !== 'run_finish') return;
    this.moduleMocker.restoreAllMocks();
    this.fakeTimersModern.useRealTimers();
    const left = differences(this.before, stateOfProcess());
    if (left.length === 0) return;
    file.unhandledErrors.push(new Error(`This test file leaves the process other than it was: ${left.join(', ')}.`));
  }

  async teardown() {
    this.fakeTimersModern.dispose();
    globalThis.console = this.replaced.console;
    process.exit = this.replaced.exit;
    this.putEnvironmentBack();
    for (const [event, listeners] of this.replaced.listeners) {
      process.removeAllListeners(event);
      for (const listener of listeners) process.on(event, /** @type {() => void} */ (listener));
    }
  }

  getVmContext() {
    return null;
  }
}
