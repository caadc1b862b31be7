import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PEOPLE, Portal, rolePage, ROLES } from './portal.js';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterEach(() => portal.leaveAll());
afterAll(() => portal.close());

/** States that a healthy product does not show are answered in its place. */
async function answer(page: Page, path: RegExp, status: number, body: unknown): Promise<void> {
  await page.route(path, (route) =>
    route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(body) }),
  );
}

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const NOBODY_THERE = {
  status: 503,
  code: 'unavailable',
  reason: 'NO_RESPONDERS',
  message: 'raw words for programmers',
  traceId: TRACE_ID,
};

describe('when something fails', () => {
  it('says what happened and what to do, with the trace id, never the raw message, and tries again by itself', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await answer(page, /\/api\/v3\/roles\?/, 503, NOBODY_THERE);
    await page.goto('/');
    const alert = page.getByRole('alert').filter({ hasText: 'A part of Gatehouse is not running' });
    await alert.getByText('Try again.').waitFor();
    await alert.getByText(TRACE_ID).waitFor();
    await alert.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await page.content()).not.toContain('raw words');
    await page.unroute(/\/api\/v3\/roles\?/);
    await page.getByRole('table', { name: 'Roles you may use' }).getByRole('rowheader').first().waitFor();
  });

  it('keeps what it had when no answer comes any more, says so, and is up to date again by itself', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto('/principals');
    const row = page.getByRole('rowheader').first();
    await row.waitFor();
    await page.route(/\/api\/v3\/principals/, (route) => route.abort());
    await page.getByRole('button', { name: 'Load the list again' }).click();
    const notice = page.getByRole('status').filter({ hasText: 'Gatehouse cannot be reached' });
    await notice.getByText('What you see is what was read before that').waitFor();
    await row.waitFor();
    await page.unroute(/\/api\/v3\/principals/);
    await notice.waitFor({ state: 'detached' });
  });

  it('loads the page anew when its scripts are gone after an upgrade, and says so when that does not help', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto('/');
    await page.getByRole('rowheader').first().waitFor();
    const scripts = /\/_next\/static\/chunks\/.+\.js/;
    await page.route(scripts, (route) => route.fulfill({ status: 404, body: 'gone' }));
    const reloaded = page.waitForEvent('load');
    await page.getByRole('link', { name: 'Accounts', exact: true }).click();
    await reloaded;
    await page.unroute(scripts);
    await page.reload();
    await page.getByRole('heading', { name: /^Accounts/ }).waitFor();
  });

  it('tells why AWS gave no credentials, and that nothing was handed out', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto(rolePage(ROLES.emergency));
    await page.getByRole('button', { name: /^Get credentials for / }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Get credentials', exact: true }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'AWS refused the role session' });
    await alert.getByText('Nothing was handed out').waitFor();
    await alert.getByRole('button', { name: 'Copy the trace id' }).waitFor();
  });

  it.each([
    [
      'a role that does not exist',
      '/roles/arn:aws:iam::100000000003:role/never-was',
      /is not in the inventory|is not known here/,
    ],
    ['an address that holds no ARN', '/roles/nonsense', /Something in the request is not right/],
    ['an address of nothing', '/no/such/page', /There is no such page/],
  ])('explains %s', async (_what, address, words) => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto(address);
    await page.getByText(words).first().waitFor();
  });
});

describe('when there is nothing to show', () => {
  it('tells somebody without roles which tags decide and what to do', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await answer(page, /\/api\/v3\/roles\?/, 200, { items: [] });
    await page.goto('/');
    await page.getByText('No roles for you yet').waitFor();
    await page.getByText('gatehouse-authorized', { exact: true }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'All roles and users' }).click();
    await page.getByRole('heading', { name: /^All roles and users/ }).waitFor();
  });

  it('tells somebody who sees some accounts only that others are left out and whom to ask, and leads nowhere in vain', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    const some = { rule: 'by-account', seesEverything: false, accountCount: 1, help: 'Ask in #cloud.' };
    await answer(page, /\/api\/v3\/visibility/, 200, some);
    for (const address of ['/resources', '/principals', '/accounts', '/organization']) {
      await page.goto(address);
      await page.getByText(/^You see one account; others are left out\. .+ Ask in #cloud\.$/).waitFor();
    }
    await answer(page, /\/api\/v3\/roles\?/, 200, { items: [] });
    await page.goto('/');
    await page.getByText('Ask the owner of the role you need').waitFor();
    expect(await page.getByRole('main').getByRole('link', { name: 'All roles and users' }).count()).toBe(0);
    await answer(page, /\/api\/v3\/resources\?/, 200, { items: [], totalCount: 0, isTotalExact: true });
    await page.goto('/resources');
    await page.getByText('There is nothing in the accounts that you see.').waitFor();
  });

  it('says nothing of the kind to those who see everything', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    const told = page.waitForResponse(/\/api\/v3\/visibility/);
    await page.goto('/accounts');
    await page.getByRole('rowheader').first().waitFor();
    await expect((await told).json()).resolves.toMatchObject({ rule: 'everybody', seesEverything: true });
    expect(await page.getByText('others are left out').count()).toBe(0);
  });

  it('offers to clear a filter that nothing meets', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto('/?q=zzzz');
    await page.getByText('No role matches').waitFor();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.getByRole('table', { name: 'Roles you may use' }).getByRole('rowheader').first().waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('shows that it is loading while an answer takes long', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/\/api\/v3\/roles\?/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto('/');
    await page.getByText('Loading your roles').first().waitFor();
    release();
    await page.getByRole('table', { name: 'Roles you may use' }).getByRole('rowheader').first().waitFor();
  });
});

describe('when the session ends in the middle of work', () => {
  it('says so over the screen in use, and comes back to it after signing in', async () => {
    const { page, context } = await portal.visit(PEOPLE.engineer);
    await page.goto('/principals?q=payments');
    await page.getByRole('table', { name: 'Roles and users' }).getByRole('rowheader').first().waitFor();
    await portal.endSession(context);
    await page.getByRole('button', { name: 'Load the list again' }).click();
    const notice = page.getByRole('dialog', { name: 'Your session has ended' });
    await notice.getByRole('button', { name: 'Sign in again' }).last().click();
    await page.getByRole('button', { name: PEOPLE.engineer.name, exact: true }).click();
    await page.getByRole('table', { name: 'Roles and users' }).waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/principals?q=payments');
  });
});
