import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PEOPLE, Portal, type DemoPerson } from './portal.js';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterEach(() => portal.leaveAll());
afterAll(() => portal.close());

const rolesTable = (page: Page) => page.getByRole('table', { name: 'Roles you may use' });
const roleNames = (page: Page) => rolesTable(page).getByRole('rowheader').getByRole('link').allInnerTexts();
/** The address may change a moment before the table does. */
async function showsOnly(page: Page, name: string): Promise<void> {
  await rolesTable(page).getByRole('link', { name, exact: true }).waitFor();
  await rolesTable(page).getByRole('rowheader').nth(1).waitFor({ state: 'detached' });
  expect(await roleNames(page)).toEqual([name]);
}
const hasTitle = (page: Page, title: string) => page.waitForFunction((wanted) => document.title === wanted, title);
const signInAs = (page: Page, { name }: DemoPerson) => page.getByRole('button', { name, exact: true }).click();

describe('signing in', () => {
  it('offers each demo person with what they stand for, and shows the roles of the one chosen', async () => {
    const { page, complaints } = await portal.visit();
    await page.goto('/');
    await page.getByRole('heading', { name: 'Sign in to Gatehouse' }).waitFor();
    for (const role of ['Engineer', 'Resource owner', 'Cloud administrator', 'Auditor']) {
      await page.getByRole('list', { name: 'Demo people' }).getByText(role, { exact: true }).waitFor();
    }
    await signInAs(page, PEOPLE.engineer);
    await page.getByRole('heading', { name: 'My roles' }).waitFor();
    await rolesTable(page).getByRole('link', { name: 'payments-engineer', exact: true }).waitFor();
    await hasTitle(page, 'My roles · Gatehouse');
    expect(complaints).toEqual([]);
  });

  it('comes back to the page that was asked for', async () => {
    const { page } = await portal.visit();
    await page.goto('/accounts?q=payments');
    await signInAs(page, PEOPLE.auditor);
    await page.getByRole('heading', { name: /^Accounts/ }).waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/accounts?q=payments');
  });

  it('never comes back to another site', async () => {
    const { page } = await portal.visit();
    await page.goto('/sign-in?returnTo=%2F%2Fevil.example%2F');
    await signInAs(page, PEOPLE.engineer);
    await page.getByRole('heading', { name: 'My roles' }).waitFor();
    expect(page.url()).toBe(`${portal.url}/`);
  });

  it('signs out, and then shows nothing any more', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto('/');
    await page.getByRole('button', { name: 'Signed in as Ada Osei' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Gatehouse' }).waitFor();
    await page.goto('/accounts');
    await page.getByRole('heading', { name: 'Sign in to Gatehouse' }).waitFor();
  });
});

describe('finding a role', () => {
  it('shows only roles that the person may use', async () => {
    const { page } = await portal.visit(PEOPLE.resourceOwner);
    await page.goto('/?q=payments-production');
    await rolesTable(page).waitFor();
    await rolesTable(page).getByRole('link', { name: 'payments-support-viewer' }).waitFor();
    expect(await roleNames(page)).not.toContain('payments-engineer');
  });

  it('filters while one types, keeps the filter in the address, and gives it back to whoever opens that', async () => {
    const { page, context } = await portal.visit(PEOPLE.engineer);
    await page.goto('/');
    await rolesTable(page).getByRole('rowheader').first().waitFor();
    await page.getByRole('combobox', { name: 'Find roles' }).fill('payments-automation');
    await page.keyboard.press('Enter');
    await page.waitForURL(/[?&]q=payments-automation/);
    await showsOnly(page, 'payments-automation');

    const other = await context.newPage();
    await other.goto(page.url());
    await showsOnly(other, 'payments-automation');
  });

  it('filters by account, tag and kind from the address', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto('/?f=account%3Dpayments-production&f=tag.application%3Apayments&f=cli-only%3Dyes');
    await showsOnly(page, 'payments-automation');
  });

  it('keeps favourites and recent roles at the top, for this person only', async () => {
    const { page, context } = await portal.visit(PEOPLE.engineer);
    await page.goto('/');
    const star = page.getByRole('button', { name: 'Favourite: payments-engineer in payments-production' });
    await star.first().click();
    await page.getByRole('list', { name: 'Favourites' }).getByRole('link', { name: 'payments-engineer' }).waitFor();
    await page.reload();
    await page.getByRole('list', { name: 'Favourites' }).getByRole('link', { name: 'payments-engineer' }).waitFor();

    await portal.signIn(context, PEOPLE.administrator);
    await page.reload();
    await rolesTable(page).getByRole('rowheader').first().waitFor();
    expect(await page.getByRole('list', { name: 'Favourites' }).count()).toBe(0);
  });

  it('says on the page of a role why one may use it, and shows its policies as AWS holds them', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto('/?q=payments-engineer');
    await rolesTable(page).getByRole('link', { name: 'payments-engineer', exact: true }).first().click();
    await page.getByRole('heading', { name: 'payments-engineer', level: 1 }).waitFor();
    await page.getByText('Yes, for credentials and the console').waitFor();
    await page.getByText('a group you are in').first().waitFor();
    await page.getByRole('tab', { name: 'Trust policy' }).click();
    await page.getByText('gatehouse-broker').first().waitFor();
    await hasTitle(page, 'payments-engineer · Gatehouse');
  });

  it('says to others why they may not, and hides who may', async () => {
    const { page } = await portal.visit(PEOPLE.resourceOwner);
    await page.goto('/roles/arn:aws:iam::100000000003:role%2Fpeople%2Fpayments-engineer');
    await page.getByText('No: nothing on the role names you or one of your groups').waitFor();
    await page.getByText('Who else may use it is shown to those who may themselves').waitFor();
    expect(await page.getByRole('button', { name: /^Get credentials/ }).count()).toBe(0);
  });
});
