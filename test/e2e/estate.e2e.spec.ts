import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PEOPLE, Portal } from './portal.js';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterEach(() => portal.leaveAll());
afterAll(() => portal.close());

describe('the tasks', () => {
  it('can be run by an administrator, who sees how the run ends and finds it in the history', async () => {
    const { page } = await portal.visit(PEOPLE.administrator);
    await page.goto('/tasks');
    await page.getByRole('button', { name: 'Run now: Refresh accounts' }).click();
    await page.getByText(/^Refresh accounts: (succeeded|partly failed)$/).waitFor();
    await page.getByRole('link', { name: 'Refresh accounts' }).click();
    await page.getByRole('row').filter({ hasText: PEOPLE.administrator.personId }).first().waitFor();
    const accounts = page.getByRole('table', { name: 'Accounts of the run' });
    await accounts
      .getByRole('row', { name: /^payments-staging/ })
      .getByText('Succeeded')
      .first()
      .waitFor();
    await page.getByRole('searchbox', { name: 'Find accounts by name or id' }).fill('payments-sta');
    await accounts.getByRole('row', { name: /^data-/ }).waitFor({ state: 'detached' });
    await accounts.getByText(/^\d+ parts$/).click();
    await accounts
      .getByRole('list', { name: /^Parts of payments-staging/ })
      .getByText(/^iam/)
      .waitFor();
  });

  it('of every service are in the list, and can be run from it', async () => {
    const { page } = await portal.visit(PEOPLE.administrator);
    await page.goto('/tasks');
    await page
      .getByRole('row', { name: /Rebuild eligibility/ })
      .getByText('Credentials', { exact: true })
      .waitFor();
    await page.getByRole('button', { name: 'Run now: Purge sessions' }).click();
    await page.getByText('Purge sessions: succeeded').waitFor();
    await page.getByRole('link', { name: 'Purge sessions' }).click();
    await page.waitForURL(/\/tasks\/purge-sessions\?service=identity$/);
    await page.getByRole('row').filter({ hasText: PEOPLE.administrator.personId }).first().waitFor();
  });

  it('can be paused and resumed, after a question', async () => {
    const { page } = await portal.visit(PEOPLE.administrator);
    await page.goto('/tasks/refresh-accounts');
    await page.getByRole('button', { name: 'Pause Refresh accounts' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByText(`paused by ${PEOPLE.administrator.personId}`).waitFor();
    // The notice moves everything below it, and a click goes wrong when that happens under it.
    await page.getByText('Refresh accounts is paused').waitFor();
    await page.getByRole('button', { name: 'Resume Refresh accounts' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByRole('button', { name: 'Pause Refresh accounts' }).waitFor();
  });

  it('are shown to auditors without buttons, and to others not at all, with the reason', async () => {
    const auditor = await portal.visit(PEOPLE.auditor);
    await auditor.page.goto('/tasks');
    await auditor.page.getByRole('link', { name: 'Refresh accounts' }).waitFor();
    expect(await auditor.page.getByRole('button', { name: /^Run now/ }).count()).toBe(0);
    const engineer = await portal.visit(PEOPLE.engineer);
    await engineer.page.goto('/tasks');
    await engineer.page.getByText('Tasks are shown to administrators and auditors').waitFor();
  });
});

describe('an account', () => {
  it('shows what is in it, what limits it, and how fresh each part of the picture is', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto('/accounts');
    await page.getByRole('link', { name: 'payments-staging' }).click();
    await page.getByRole('heading', { name: /^Freshness of each part/ }).waitFor();
    await page.getByRole('heading', { name: /^Guardrails above it/ }).waitFor();
    await page.getByRole('link', { name: /^Role: \d+$/ }).click();
    await page.waitForURL(/\/resources\?account=\d{12}&type=AWS/);
  });
});

describe('the organization', () => {
  it('opens level by level with the keyboard, down to an account and the policies above it', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto('/organization');
    const closed = page.getByRole('treeitem', { expanded: false }).first();
    await closed.getByRole('button').first().focus();
    const unopened = await page.getByRole('treeitem').count();
    await page.keyboard.press('Enter');
    await page.getByRole('treeitem').nth(unopened).waitFor();
    await page.getByRole('treeitem').getByRole('link').first().waitFor();
    await page.getByRole('tab', { name: 'Guardrails' }).click();
    await page
      .getByRole('button', { name: /^FullAWSAccess/ })
      .first()
      .click();
    await page.getByText('"Effect"').first().waitFor();
  });
});
