import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PEOPLE, Portal, rolePage, ROLES } from './portal.js';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterEach(() => portal.leaveAll());
afterAll(() => portal.close());

/** Of all script of one screen, as it travels: more than this is too much for a slow line. */
const MOST_SCRIPT_BYTES = 350_000;
/** A browser asks for six files at a time over HTTP/1.1, and paints nothing before the last of these. */
const MOST_STYLE_SHEETS = 12;

describe('the first load', () => {
  it.each([
    ['my roles', '/'],
    ['accounts', '/accounts'],
    ['all roles and users', '/principals'],
    ['all resources', '/resources'],
  ])('of %s is light, and breaks no rule of its own Content-Security-Policy', async (_name, address) => {
    const { page, complaints } = await portal.visit(PEOPLE.engineer);
    await page.goto(address);
    await page.getByRole('rowheader').first().waitFor();
    const files = await page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map(({ name, encodedBodySize }) => ({
        path: new URL(name).pathname,
        bytes: encodedBodySize,
      })),
    );
    const scripts = files.filter(({ path }) => path.endsWith('.js'));
    const bytes = scripts.reduce((sum, script) => sum + script.bytes, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
    expect(files.filter(({ path }) => path.endsWith('.css')).length).toBeLessThanOrEqual(MOST_STYLE_SHEETS);
    expect(complaints).toEqual([]);
  });

  it('of a role with its policies in colour breaks none either', async () => {
    const { page, complaints } = await portal.visit(PEOPLE.engineer);
    await page.goto(rolePage(ROLES.engineer));
    await page.getByText('logs:CreateLogGroup').first().waitFor();
    expect(complaints).toEqual([]);
  });
});
