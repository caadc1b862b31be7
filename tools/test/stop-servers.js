import { remove } from './start-servers.js';

/** Jest runs this once after the last medium test of a run. */
export default async function stopServers() {
  const folder = process.env['GATEHOUSE_TEST_RUN_FOLDER'];
  if (folder) await remove(folder);
}
