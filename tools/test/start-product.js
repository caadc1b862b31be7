import { startTemporaryProduct } from '../../deploy/local/product/index.js';
import { ensurePrograms } from '../../deploy/local/servers/index.js';

/** @type {Awaited<ReturnType<typeof startTemporaryProduct>> | undefined} */
let product;

/**
 * Jest runs this once before the first e2e test of a run: the whole product on free ports with empty data. One that
 * runs already is used instead when `GATEHOUSE_TEST_STATE_FILE` names its `.gatehouse/state.json`.
 */
export default async function startProduct() {
  const say = (/** @type {string} */ line) => console.log(line);
  const { chromium } = await ensurePrograms(['chromium'], { report: say });
  process.env['GATEHOUSE_TEST_CHROMIUM'] = chromium;
  if (process.env['GATEHOUSE_TEST_STATE_FILE']) return;
  product = await startTemporaryProduct({ say });
  process.env['GATEHOUSE_TEST_STATE_FILE'] = product.stateFile;
}

/** Jest runs this once after the last e2e test of a run. */
export async function stopProduct() {
  await product?.stop();
}
