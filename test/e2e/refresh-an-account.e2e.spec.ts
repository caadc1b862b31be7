import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PEOPLE, Portal } from './portal.js';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterEach(() => portal.leaveAll());
afterAll(() => portal.close());

describe('the accounts', () => {
  it('can be refreshed by an administrator, who sees how it goes and that it is done', async () => {
    const { page } = await portal.visit(PEOPLE.administrator);
    await page.goto('/accounts');
    await page.getByRole('button', { name: 'Refresh payments-staging' }).click();
    await page.getByText('payments-staging is up to date').waitFor();
    await page
      .getByRole('row', { name: /^payments-staging/ })
      .getByText('Fresh', { exact: true })
      .waitFor();
  });

  it('offer that to nobody else', async () => {
    const { page } = await portal.visit(PEOPLE.auditor);
    await page.goto('/accounts');
    await page.getByRole('row', { name: /^payments-staging/ }).waitFor();
    expect(await page.getByRole('button', { name: /^Refresh / }).count()).toBe(0);
  });

  it('lead to the roles and users in them, whoever may use those', async () => {
    const { page } = await portal.visit(PEOPLE.auditor);
    await page.goto('/accounts');
    await page.getByRole('link', { name: /roles and users of 100000000003$/ }).click();
    await page.getByRole('heading', { name: /^All roles and users/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('account')).toBe('100000000003');
    await page
      .getByRole('textbox', { name: 'Find roles and users' })
      .or(page.getByRole('searchbox'))
      .first()
      .fill('payments-em');
    // At once: the rows that are there stay until what is found takes their place.
    await page.getByRole('link', { name: 'payments-emergency' }).click();
    await page.getByText('Who may (').waitFor();
  });
});
