import type { Browser, BrowserContext } from 'playwright-core';

/** One visit: when the first row was painted, after the page was asked for, and what travelled until then. */
export interface Painted {
  readonly milliseconds: number;
  readonly files: number;
  readonly styleSheets: number;
  readonly scriptBytes: number;
}

const ANNOUNCED = 'first row painted ';

/** Goes to a page as a person of the embedded organization, in a browser profile of its own. */
export async function visit(browser: Browser, { url, page: path }: { url: string; page: string }): Promise<Painted> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  try {
    await signIn(context, url);
    await context.addInitScript(announceFirstRow, ANNOUNCED);
    const page = await context.newPage();
    // Told by a message, because waiting for an element by Playwright's means would run script in the page.
    const announced = page.waitForEvent('console', (message) => message.text().startsWith(ANNOUNCED));
    await page.goto(path, { waitUntil: 'commit' });
    const milliseconds = Number((await announced).text().slice(ANNOUNCED.length));
    const travelled = await page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map(({ name, encodedBodySize }) => ({
        path: new URL(name).pathname,
        bytes: encodedBodySize,
      })),
    );
    const scripts = travelled.filter((file) => file.path.endsWith('.js'));
    return {
      milliseconds,
      files: travelled.length,
      styleSheets: travelled.filter((file) => file.path.endsWith('.css')).length,
      scriptBytes: scripts.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  } finally {
    await context.close();
  }
}

async function signIn(context: BrowserContext, url: string): Promise<void> {
  const answer = await context.request.post('/api/v3/sessions', {
    data: { method: 'demo', personId: 'ada@example.com' },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`Signing in failed: ${answer.status()} ${await answer.text()}`);
}

/** Runs in the page before anything of its own: says when a frame with the first row of a table was drawn. */
function announceFirstRow(announced: string): void {
  const observer = new MutationObserver(() => {
    const row = document.querySelector('th[scope="row"]');
    if (row === null || row.getClientRects().length === 0) return;
    observer.disconnect();
    // The callback comes before the frame is drawn; what is posted from there arrives right after.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => console.info(announced + performance.now());
      port2.postMessage(null);
    });
  });
  observer.observe(document, { childList: true, subtree: true });
}
