import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PEOPLE, Portal, ROLES } from './portal.js';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterEach(() => portal.leaveAll());
afterAll(() => portal.close());

describe('everything that exists', () => {
  it('is found by conditions that stay in the address, is kept as a view, and exported', async () => {
    const { page, complaints } = await portal.visit(PEOPLE.engineer);
    await page.goto('/resources?type=AWS::IAM::Role');
    await page.getByRole('combobox', { name: 'Find resources' }).fill('people/payments-engineer');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=people%2Fpayments-engineer/);
    await page.getByRole('link', { name: 'payments-engineer', exact: true }).first().waitFor();
    await page.getByText('1 match', { exact: true }).first().waitFor();

    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save this view…' }).click();
    await page.getByRole('textbox', { name: 'Save this view as' }).fill('Engineers of payments');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.goto('/resources');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Engineers of payments' }).click();
    await page.waitForURL(/q=people%2Fpayments-engineer/);
    await page.getByRole('link', { name: 'payments-engineer', exact: true }).first().waitFor();

    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('dialog').getByRole('button', { name: 'Export' }).click(),
    ]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines[0]).toContain('arn,name,resourceType');
    expect(lines.slice(1).every((line) => line.includes('payments-engineer'))).toBe(true);
    expect(lines.slice(1).some((line) => line.startsWith(`${ROLES.engineer},`))).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('has a page each: policies that are checked, history, and a way to read it again', async () => {
    const { page, complaints } = await portal.visit(PEOPLE.engineer);
    await page.goto(`/resources/${ROLES.engineer}`);
    await page.getByRole('heading', { name: /^payments-engineer/ }).waitFor();
    await page.getByRole('tab', { name: /^Policies/ }).click();
    await page.waitForURL(/tab=policies/);
    await page
      .getByText(/The check found nothing to note|^Line \d+/)
      .first()
      .waitFor();
    await page.getByRole('tab', { name: 'Services it used' }).click();
    await page.getByRole('heading', { name: /^Services it used/ }).waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByText(/^Version 1 · /).waitFor();
    await page.getByRole('button', { name: 'Refresh payments-engineer from AWS' }).click();
    await page.getByText('payments-engineer was read again').waitFor();
    await page.getByRole('link', { name: 'Use this role' }).click();
    await page.getByText('May I use it?').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('the palette', () => {
  it('leads anywhere by keyboard alone, and remembers where one went', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto('/');
    await page.getByRole('rowheader').first().waitFor();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Go to a role, resource, account or page' });
    await field.waitFor();
    await page.keyboard.type('payments-engineer');
    await page
      .getByRole('option', { name: /^payments-engineer Role in / })
      .first()
      .waitFor();
    const chosen = await field.getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${chosen}"]`).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/roles\/arn:aws:iam::/);

    await page.keyboard.press('Control+k');
    await page.getByRole('group', { name: 'Recent' }).getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
  });
});
