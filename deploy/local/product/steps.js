import { spoken } from './machine.rules.js';

/**
 * Prints each step with its name and how long it took.
 *
 * @typedef {object} Steps
 * @property {<T>(name: string, work: (note: (text: string) => void) => Promise<T> | T) => Promise<T>} run note: what it
 *   found or did, shown with the result
 * @property {(text: string) => void} say a line of its own
 * @property {() => number} elapsed milliseconds since the first step
 */

/**
 * @param {(line: string) => void} print
 * @returns {Steps}
 */
export function printedSteps(print) {
  const began = performance.now();
  return {
    say: print,
    elapsed: () => performance.now() - began,
    run: async (name, work) => {
      const start = performance.now();
      let result = '';
      // A step that takes a while says that it began, so that nobody wonders what is going on.
      const slow = setTimeout(() => print(`  … ${name}`), 1_500);
      try {
        const value = await work((text) => (result = text));
        print(line('✓', name, result, start));
        return value;
      } catch (error) {
        print(line('✗', name, '', start));
        throw error;
      } finally {
        clearTimeout(slow);
      }
    },
  };
}

/**
 * @param {string} mark
 * @param {string} name
 * @param {string} result
 * @param {number} start
 */
function line(mark, name, result, start) {
  const text = result ? `${name}: ${result}` : name;
  return `  ${mark} ${text.padEnd(76)} ${spoken(performance.now() - start).padStart(10)}`;
}
