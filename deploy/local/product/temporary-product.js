import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../servers/ports.js';
import { temporaryFolder } from '../servers/temporary-folder.js';
import { readSettings } from './settings.rules.js';
import { createProduct } from './start-product.js';

const REPOSITORY = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/**
 * The whole product on free ports with empty data, as `npm start` would start it; for tests and benches. `stop` ends it
 * and deletes its data.
 *
 * @param {{ say?: (line: string) => void, env?: NodeJS.ProcessEnv }} [options] env: settings of `npm start` and of the services
 * @returns {Promise<{ state: import('./start-product.js').ProductState, stateFile: string,
 *   pids: () => Record<string, number>, stop: () => Promise<void> }>}
 */
export async function startTemporaryProduct({ say = () => {}, env = {} } = {}) {
  const folder = temporaryFolder('gatehouse-product-');
  const [portal, sandbox, control] = [await freePort(), await freePort(), await freePort()];
  const settings = readSettings(
    {
      GATEHOUSE_FOLDER: join(folder, 'data'),
      GATEHOUSE_PORT: String(portal),
      GATEHOUSE_SANDBOX_PORT: String(sandbox),
      GATEHOUSE_SANDBOX_CONTROL_PORT: String(control),
      ...env,
    },
    { repository: REPOSITORY },
  );
  // What somebody has set for their own installation means nothing here.
  const others = Object.entries(process.env).filter(([key]) => !key.startsWith('GATEHOUSE_'));
  const product = createProduct(settings, {
    repository: REPOSITORY,
    env: { ...Object.fromEntries(others), ...env },
    say,
    hasPackages: true,
  });
  const stop = async () => {
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const state = await product.start();
    return { state, stateFile: join(settings.folder, 'state.json'), pids: product.pids, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
