import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { javascriptOf } from './compile.js';

const FRAMEWORK = '@jest/globals';
const FRAMEWORK_OF = 'gatehouse-test:';
const NAMES = ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'describe', 'expect', 'it', 'jest', 'test'];

/**
 * Workspace packages are their sources, `./x.js` or `./x` is `./x.ts`, and each test file has its own `it`.
 *
 * @type {import('node:module').ResolveHook}
 */
export async function resolve(specifier, context, next) {
  const parent = context.parentURL ?? '';
  if (specifier === FRAMEWORK) return { url: frameworkOf(parent), shortCircuit: true };
  const source = isTypeScript(parent) ? sourceOf(specifier, parent) : undefined;
  if (source !== undefined) return { url: source, format: 'module', shortCircuit: true };
  return next(specifier, { ...context, conditions: ['@gatehouse/source', ...context.conditions] });
}

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  if (url.startsWith(FRAMEWORK_OF)) return { format: 'module', source: frameworkModule(), shortCircuit: true };
  if (!isTypeScript(url)) return next(url, context);
  return { format: 'module', source: await javascriptOf(fileURLToPath(url)), shortCircuit: true };
}

/** @param {string} url */
const isTypeScript = (url) => url.startsWith('file:') && /\.tsx?$/.test(url);

/** @param {string} url */
const isTestFile = (url) => /\.spec\.tsx?$/.test(url);

/**
 * @param {string} specifier
 * @param {string} parent
 * @returns {string | undefined} URL
 */
function sourceOf(specifier, parent) {
  if (!/^\.{1,2}\//.test(specifier)) return undefined;
  const stem = new URL(specifier.replace(/\.js$/, ''), parent).href;
  const source = [`${stem}.ts`, `${stem}.tsx`].find((url) => existsSync(fileURLToPath(url)));
  if (source !== undefined && isTestFile(source))
    throw new Error(`${parent} imports the test file ${source}, whose tests would run once only. Import from another.`);
  return source;
}

/** @param {string} parent */
function frameworkOf(parent) {
  if (!isTestFile(parent))
    throw new Error(`${parent} is loaded once for many test files; take what it needs of ${FRAMEWORK} as an argument.`);
  return `${FRAMEWORK_OF}${parent}`;
}

function frameworkModule() {
  return `export const { ${NAMES.join(', ')} } = globalThis[Symbol.for('gatehouse.test')];`;
}
