import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PEOPLE, Portal } from './portal.js';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterEach(() => portal.leaveAll());
afterAll(() => portal.close());

/** Name of what has the focus, as a screen reader would say it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
  });

async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (typeof name === 'string' ? now === name : name.test(now)) return;
  }
  throw new Error(`Sixty tab stops, and none of them is ${String(name)}; the last was ${await focused(page)}.`);
}

/** The focus goes back a moment after a dialog is gone, or a button works again. */
async function comesBackTo(page: Page, name: RegExp): Promise<void> {
  for (let look = 0; look < 100 && !name.test(await focused(page)); look += 1) await page.waitForTimeout(50);
  expect(await focused(page)).toMatch(name);
}

describe('without a mouse', () => {
  it('one signs in, finds a role, gets its credentials and copies them', async () => {
    const { page } = await portal.visit();
    await page.goto('/');
    await page.getByRole('button', { name: PEOPLE.engineer.name, exact: true }).waitFor();
    await tabTo(page, PEOPLE.engineer.name);
    await page.keyboard.press('Enter');

    await page.getByRole('table', { name: 'Roles you may use' }).getByRole('rowheader').first().waitFor();
    await page.getByRole('combobox', { name: 'Find roles' }).focus();
    await page.keyboard.type('payments-automation');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=payments-automation/);
    // While rows go away, the focus may go with them.
    await page.getByRole('rowheader').nth(1).waitFor({ state: 'detached' });

    await tabTo(page, /^Get credentials for payments-automation/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await tabTo(page, 'Get credentials');
    await page.keyboard.press('Enter');
    await dialog.getByRole('tab', { name: 'bash/zsh' }).waitFor();
    await tabTo(page, 'bash/zsh');
    await page.keyboard.press('ArrowRight');
    await tabTo(page, 'Copy fish');
    await page.keyboard.press('Enter');
    await dialog.getByText('Copied', { exact: true }).first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('set -gx AWS_ACCESS_KEY_ID');

    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await comesBackTo(page, /^Get credentials for payments-automation/);
  });

  it('one opens the console, and an administrator refreshes an account and hears how far it is', async () => {
    const { page, context } = await portal.visit(PEOPLE.administrator);
    await page.goto('/?q=data-viewer');
    await page.getByRole('rowheader').first().waitFor();
    await tabTo(page, /^Open the console as data-viewer/);
    const opened = context.waitForEvent('page');
    await page.keyboard.press('Enter');
    await (await opened).getByText('data-viewer').first().waitFor();

    await page.goto('/accounts/100000000004');
    await page.getByRole('heading', { name: 'payments-staging', level: 1 }).waitFor();
    await tabTo(page, 'Refresh payments-staging');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'payments-staging is up to date' }).waitFor();
    await comesBackTo(page, /^Refresh payments-staging$/);
  });

  it('the first stop leads past bar and menu to the content', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto('/');
    await page.getByRole('table', { name: 'Roles you may use' }).getByRole('rowheader').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to main content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const inside = await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement) ?? false);
    expect(inside).toBe(true);
  });

  it('a dialog keeps the focus inside until it closes', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto('/?q=payments-automation');
    await page
      .getByRole('button', { name: /^Get credentials for payments-automation/ })
      .first()
      .click();
    await page.getByRole('dialog').waitFor();
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab');
      const inside = await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null);
      expect(inside).toBe(true);
    }
  });
});
