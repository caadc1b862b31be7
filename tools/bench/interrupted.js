import { readdirSync, readFileSync } from 'node:fs';
import { descendantsOf } from './descendants.rules.js';

/**
 * Imported into every bench: one that is interrupted takes along what it began. Servers are in process groups of their
 * own, which a Ctrl-C in the terminal does not reach.
 */
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => {
    for (const pid of descendantsOf(process.pid, processes())) end(pid);
    process.exit(130);
  });
}

/** Every process with its parent, where the kernel tells; elsewhere nothing is ended. */
function processes() {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      // The name in brackets may hold anything; behind it stand the state and the parent.
      const [, parent] =
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .split(/\) (?!.*\) )/)[1]
          ?.split(' ') ?? [];
      return [{ pid: Number(pid), parent: Number(parent) }];
    } catch {
      return [];
    }
  });
}

/** @param {number} pid */
function end(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
