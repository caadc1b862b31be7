/**
 * How long it takes from asking for a page until its first row is painted, for somebody who was never here: nothing in
 * the browser's cache, everything over HTTP/1.1 on loopback. Nothing of the measuring tool runs in the page meanwhile.
 */
import { ensurePrograms } from '@gatehouse/local/servers';
import { startTemporaryProduct } from '@gatehouse/local/product';
import { openBrowser } from '@gatehouse/testing/browser';
import { percentile } from '../credentials/load.js';
import { report, type Measurement } from '../policy/measurement.js';
import { visit, type Painted } from './visit.js';

const PAGES = ['/', '/accounts', '/principals', '/resources'];
const ROUNDS = 15;
const BARS = { milliseconds: 1_000, scriptBytes: 350_000 };

const { chromium } = await ensurePrograms(['chromium'], { report: console.log });
process.env['GATEHOUSE_TEST_CHROMIUM'] = chromium;
const product = await startTemporaryProduct({ say: console.log });
try {
  const browser = await openBrowser();
  // The first visits of all warm the server up, as everybody's but one do.
  for (const page of PAGES) await visit(browser, { url: product.state.url, page });
  const seen = new Map<string, Painted[]>(PAGES.map((page) => [page, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const page of PAGES) seen.get(page)?.push(await visit(browser, { url: product.state.url, page }));
  }
  await browser.close();
  const { text, missed } = report([...seen].flatMap(([page, visits]) => rowsOf(page, visits)));
  console.log(`\n${text}\nbench portal: ${missed === 0 ? 'ok' : `short of ${missed}`}`);
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  await product.stop();
}

function rowsOf(page: string, visits: readonly Painted[]): Measurement[] {
  const painted = visits.map(({ milliseconds }) => milliseconds);
  const time = { bar: BARS.milliseconds, wants: 'at-most', unit: 'ms', baseline: undefined } as const;
  const [{ files, scriptBytes, styleSheets } = { files: 0, scriptBytes: 0, styleSheets: 0 }] = visits;
  console.log(`${page}: ${files} files, ${styleSheets} of them style sheets`);
  return [
    { name: `${page} first row painted, p50`, figure: percentile(painted, 0.5), ...time },
    { name: `${page} first row painted, p95`, figure: percentile(painted, 0.95), ...time },
    {
      name: `${page} compressed script`,
      figure: scriptBytes,
      bar: BARS.scriptBytes,
      wants: 'at-most',
      unit: 'bytes',
      baseline: undefined,
    },
  ];
}
