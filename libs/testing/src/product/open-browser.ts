import { chromium, type Browser } from 'playwright-core';

/** A headless Chromium that talks to this machine only. Close it in `afterAll`. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['GATEHOUSE_TEST_CHROMIUM'];
  if (executablePath === undefined) {
    throw new Error('There is no browser for this test: name the file *.e2e.spec.ts, so that Jest finds one.');
  }
  return chromium.launch({
    executablePath,
    args: [
      // Chromium's own sandbox cannot run as root, which is who a container usually is; it only sees our own pages.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}
