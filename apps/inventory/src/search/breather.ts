import { setImmediate as letOthersRun } from 'node:timers/promises';

/** So long the process may be busy with one thing. */
const BREATH_MS = 5;

/** Gives a way to let others run now and then; it costs next to nothing when it is not yet time. */
export function breather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < BREATH_MS) return;
    await letOthersRun();
    since = performance.now();
  };
}
