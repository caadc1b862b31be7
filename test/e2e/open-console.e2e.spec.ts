import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { productUnderTest } from '@gatehouse/testing/browser';
import { PEOPLE, Portal, rolePage, ROLES } from './portal.js';

let portal: Portal;
const sandbox = productUnderTest().sandbox?.url ?? '';
beforeAll(async () => {
  portal = await Portal.open();
});
afterEach(() => portal.leaveAll());
afterAll(() => portal.close());

describe('the console', () => {
  it('opens in a new tab as the role, and leaves no link behind', async () => {
    const { page, context } = await portal.visit(PEOPLE.engineer);
    await page.goto(rolePage(ROLES.engineer));
    const opening = context.waitForEvent('page');
    await page.getByRole('button', { name: /^Open the console as payments-engineer/ }).click();
    const tab = await opening;
    await tab.waitForURL((url) => url.href.startsWith(sandbox));
    await tab.getByText('payments-engineer').first().waitFor();
    await tab.getByText(PEOPLE.engineer.personId).first().waitFor();
    expect(await page.content()).not.toContain('SigninToken');
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
      'SigninToken',
    );
    expect(await tab.evaluate(() => window.opener as unknown)).toBeNull();
  });

  it('is not offered for a role that is for the command line only', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto(rolePage(ROLES.automation));
    await page.getByText('Yes, for credentials; the console is not offered for it').waitFor();
    const button = page.getByRole('button', { name: /^Open the console as payments-automation/ });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
  });

  it('says why when AWS refuses, and closes the tab again', async () => {
    const { page, context } = await portal.visit(PEOPLE.engineer);
    await page.goto(rolePage(ROLES.emergency));
    await page.getByRole('button', { name: /^Open the console as payments-emergency/ }).click();
    await page.getByText('AWS refused the role session').waitFor();
    expect(context.pages()).toHaveLength(1);
  });
});

describe('addresses of ConsoleMe', () => {
  it.each([
    ['an ARN with its slashes', `/role/${ROLES.engineer}`],
    ['an ARN with encoded slashes', `/role/${encodeURIComponent(ROLES.engineer)}`],
    ['a part that fits one role only', '/role/100000000003:role/people/payments-eng'],
    ['an ARN and a region', `/role/${ROLES.engineer}?r=eu-west-1`],
  ])('open the console for %s', async (_what, address) => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto(address);
    await page.waitForURL((url) => url.href.startsWith(sandbox));
    await page.getByText('payments-engineer').first().waitFor();
  });

  it('let one choose when several roles match', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto('/role/payments-');
    await page.getByRole('heading', { name: 'Which role do you mean?' }).waitFor();
    await page
      .getByRole('list', { name: 'Matching roles' })
      .getByRole('link', { name: 'payments-engineer', exact: true })
      .first()
      .waitFor();
  });

  it('say so when none of the roles matches', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto('/role/no-such-role');
    await page.getByRole('heading', { name: 'The console did not open' }).waitFor();
    await page
      .getByText('This role is not known here')
      .or(page.getByText('You may not use this role'))
      .first()
      .waitFor();
  });

  it('ask for a sign-in first, and go on after it', async () => {
    const { page } = await portal.visit();
    await page.goto(`/role/${ROLES.engineer}`);
    await page.getByRole('button', { name: PEOPLE.engineer.name, exact: true }).click();
    await page.waitForURL((url) => url.href.startsWith(sandbox));
  });
});
