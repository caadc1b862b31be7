import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { transform, transformSync } from '@swc/core';

/**
 * A source file as the tests run it.
 *
 * @param {string} filename absolute
 */
export async function javascriptOf(filename) {
  const { code } = await transform(await readFile(filename, 'utf8'), options(filename));
  return code;
}

/**
 * Where in a source file each word of its JavaScript comes from. Worked out again, because hardly any file needs it.
 *
 * @param {string} filename absolute
 * @returns {string} a source map, as JSON
 */
export function sourceMapOf(filename) {
  return transformSync(readFileSync(filename, 'utf8'), options(filename)).map ?? '';
}

/**
 * @param {string} filename
 * @returns {import('@swc/core').Options}
 */
function options(filename) {
  return {
    filename,
    swcrc: false,
    sourceMaps: true,
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true, tsx: filename.endsWith('.tsx') },
      transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  };
}
