/** What people replace to fake it. */
const GLOBALS = /** @type {const} */ ([
  'Date',
  'crypto',
  'fetch',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
]);
const SIGNALS = /** @type {const} */ (['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGUSR2']);

/**
 * What a test file can change for those that run after it in the same process.
 *
 * @returns {Map<string, unknown>} by a name that a person understands
 */
export function stateOfProcess() {
  /** @type {Map<string, unknown>} */
  const state = new Map(Object.entries(process.env).map(([name, value]) => [`process.env.${name}`, value]));
  for (const name of GLOBALS) state.set(`globalThis.${name}`, globalThis[name]);
  for (const name of SIGNALS) state.set(`listeners for ${name}`, process.listenerCount(name));
  return state.set('process.cwd()', process.cwd()).set('process.exitCode', process.exitCode);
}

/**
 * A test file may put a copy in the place of `process.env`, which libraries that are loaded already do not see.
 *
 * @returns {() => void} puts back the object and what is in it
 */
export function keptEnvironment() {
  const { env } = process;
  const values = { ...env };
  return () => {
    process.env = env;
    for (const name of Object.keys(env)) if (!(name in values)) delete env[name];
    Object.assign(env, values);
  };
}
