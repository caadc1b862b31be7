import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createProduct } from '../../deploy/local/product/start-product.js';
import { readSettings } from '../../deploy/local/product/settings.rules.js';
import { ensurePrograms, freePort } from '../../deploy/local/servers/index.js';

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @type {ReturnType<typeof createProduct> | undefined} */
let product;
let folder = '';

/**
 * Jest runs this once before the first e2e test of a run: the whole product on free ports with empty data, as
 * `npm start` would start it. One that runs already is used instead when `GATEHOUSE_TEST_STATE_FILE` names its
 * `.gatehouse/state.json`.
 */
export default async function startForEndToEnd() {
  const { chromium } = await ensurePrograms(['chromium'], { report: (line) => console.log(line) });
  process.env['GATEHOUSE_TEST_CHROMIUM'] = chromium;
  if (process.env['GATEHOUSE_TEST_STATE_FILE']) return;
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-e2e-'));
  const [portal, sandbox] = [await freePort(), await freePort()];
  const settings = readSettings(
    { GATEHOUSE_FOLDER: join(folder, 'data'), GATEHOUSE_PORT: String(portal), GATEHOUSE_SANDBOX_PORT: String(sandbox) },
    { repository: REPOSITORY },
  );
  product = createProduct(settings, { repository: REPOSITORY, say: (line) => console.log(line), hasPackages: true });
  try {
    await product.start();
  } catch (error) {
    await stopAfterEndToEnd();
    throw error;
  }
  process.env['GATEHOUSE_TEST_STATE_FILE'] = join(settings.folder, 'state.json');
}

/** Ends it and deletes its data. */
export async function stopAfterEndToEnd() {
  await product?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
}
