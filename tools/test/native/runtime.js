import { createRequire, register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sourceMapOf } from './compile.js';
import { jestObject } from './jest-object.js';

/** @typedef {import('./environment.js').default} Environment */

const require = createRequire(import.meta.url);
const FRAMEWORK = Symbol.for('gatehouse.test');
/** Jest keeps these in the global object, so that they would outlive the test file that they are of. */
const OF_ONE_FILE = ['JEST_STATE_SYMBOL', 'EVENT_HANDLERS'];

register('./hooks.js', import.meta.url);

/**
 * Jest's `runtime`: loads test files with Node's own `import`, so that a process reads and compiles a module once, and
 * not once for each test file.
 */
export default class NativeRuntime {
  /**
   * @param {unknown} _config
   * @param {Environment} environment
   */
  constructor(_config, environment) {
    this.environment = environment;
  }

  /** @param {object} framework `describe`, `it`, `expect`, … */
  setGlobalsForRuntime(framework) {
    const value = { ...framework, jest: jestObject(this.environment) };
    Object.defineProperty(globalThis, FRAMEWORK, { value, configurable: true });
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  /** @param {string} path */
  unstable_importModule(path) {
    return import(pathToFileURL(path).href);
  }

  /** @param {string} path */
  requireModule(path) {
    return require(path);
  }

  /**
   * The framework collects tests in its own module: every test file gets it anew.
   *
   * @param {string} path
   */
  requireInternalModule(path) {
    const globals = /** @type {Record<symbol, unknown>} */ (globalThis);
    for (const key of Object.getOwnPropertySymbols(globals))
      if (OF_ONE_FILE.includes(key.description ?? '')) delete globals[key];
    delete require.cache[path];
    return require(path);
  }

  getSourceMaps() {
    return sourceMaps;
  }

  teardown() {
    this.environment.moduleMocker.restoreAllMocks();
  }

  getAllCoverageInfoCopy() {}
  enterTestCode() {}
  leaveTestCode() {}
}

/**
 * Says where in the sources the lines of a stack trace are.
 *
 * @extends {Map<string, string>}
 */
class SourceMaps extends Map {
  /**
   * @override
   * @param {string} url
   */
  get(url) {
    if (!super.has(url) && /^file:(?!.*\/node_modules\/).*\.tsx?$/.test(url)) {
      const map = Buffer.from(sourceMapOf(fileURLToPath(url))).toString('base64');
      super.set(url, `data:application/json;base64,${map}`);
    }
    return super.get(url);
  }
}

const sourceMaps = new SourceMaps();
