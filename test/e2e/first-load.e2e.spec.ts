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
    const bytes = await page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
        .map(({ encodedBodySize }) => encodedBodySize)
        .reduce((sum, size) => sum + size, 0),
    );
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
    expect(complaints).toEqual([]);
  });

  it('of a role with its policies in colour breaks none either', async () => {
    const { page, complaints } = await portal.visit(PEOPLE.engineer);
    await page.goto(rolePage(ROLES.engineer));
    await page.getByText('logs:CreateLogGroup').first().waitFor();
    expect(complaints).toEqual([]);
  });
});
