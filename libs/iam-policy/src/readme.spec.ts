import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import * as library from './index.js';

const readme = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '..', 'README.md'), 'utf8');

/** Every example with the heading it stands under. */
function examples(): { heading: string; code: string }[] {
  return readme.split(/^## /m).flatMap((section) => {
    const heading = section.slice(0, section.indexOf('\n'));
    return [...section.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => ({ heading, code }));
  });
}

/** `expression; // => value` becomes a comparison; imports become the library itself. */
function runnable(code: string): string {
  return code
    .replace(/^import \{(.*?)\} from '@gatehouse\/iam-policy';/gms, 'const {$1} = library;')
    .replace(/^(\S.*?);? \/\/ => (.*)$/gm, 'compare(($1), ($2));');
}

describe('the examples of the README', () => {
  it.each(examples().map(({ heading, code }, index) => [`${String(index + 1)}. ${heading}`, code] as const))(
    '%s',
    (_name, code) => {
      let comparisons = 0;
      const compare = (actual: unknown, expected: unknown) => {
        comparisons++;
        expect(actual).toEqual(expected);
      };
      // The README is ours: running it is what this spec is for.
      const run = new Function('library', 'compare', runnable(code)) as (
        lib: typeof library,
        check: typeof compare,
      ) => void;
      run(library, compare);
      expect(comparisons).toBeGreaterThan(0);
    },
  );
});
