import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startProcess, waitUntilReady } from '../servers/processes.js';
import { STAGE } from './backing.js';
import { inherited } from './environment.rules.js';
import { answersOk } from './services.js';

/**
 * Starts the embedded AWS organization.
 *
 * @param {object} options
 * @param {string} options.repository
 * @param {NodeJS.ProcessEnv} options.env
 * @param {import('./folder.js').ProductFolder} options.folder
 * @param {import('./supervisor.js').Supervisor} options.supervisor
 * @param {import('./settings.rules.js').StartSettings} options.settings
 * @returns {Promise<{ url: string, controlUrl: string, token: string }>} token: what the services show it to get their hub roles' credentials
 */
export async function startSandbox({ repository, env, folder, supervisor, settings }) {
  const { sandboxPort, controlPort, sandboxData, sandboxWeather, sandboxSize } = settings;
  const url = `http://127.0.0.1:${sandboxPort}`;
  const token = randomBytes(32).toString('hex');
  const logFile = folder.log('aws-sandbox');
  const more = [
    ...(sandboxData === undefined ? [] : ['--data', sandboxData]),
    ...(sandboxWeather === undefined ? [] : ['--weather', sandboxWeather]),
    ...sandboxSize,
  ];
  /** @type {import('./supervisor.js').Unit['start']} */
  const start = async (onSpawn) => {
    const running = startProcess({
      name: 'aws-sandbox',
      command: process.execPath,
      args: ['dist/main.js', '--port', String(sandboxPort), '--control-port', String(controlPort), ...more],
      cwd: join(repository, 'apps', 'aws-sandbox'),
      env: { ...inherited(env), GATEHOUSE_SANDBOX_HUB_TOKEN: token },
      logFile,
      onSpawn,
    });
    await waitUntilReady(running, { check: () => answersOk(`${url}/readyz`), seconds: 60, logFile });
    return running;
  };
  await supervisor.keep({ name: 'aws-sandbox', logFile, stage: STAGE.sandbox, start });
  return { url, controlUrl: `http://127.0.0.1:${controlPort}`, token };
}
