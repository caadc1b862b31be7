import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { PEOPLE, Portal, rolePage, ROLES, type DemoPerson, type Visit } from './portal.js';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Those of them that look at colours, which are all that changes with the colour scheme alone. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());

type RunOptions = Pick<axe.RunOptions, 'runOnly' | 'resultTypes'>;

/** What is wrong with the screen as it stands, one line per element. */
async function violations(page: Page, runOnly: axe.RunOptions['runOnly']): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${axeSource}; undefined`);
  const { violations: found } = await page.evaluate(
    (options) =>
      (
        window as unknown as { axe: { run: (where: Document, options: RunOptions) => Promise<axe.AxeResults> } }
      ).axe.run(document, options),
    { runOnly, resultTypes: ['violations'] } as RunOptions,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}

/** A screen that was still moving is looked at once more: what counts is what stays. */
async function settledViolations(page: Page, runOnly: axe.RunOptions['runOnly']): Promise<string[]> {
  const first = await violations(page, runOnly);
  if (first.length === 0) return first;
  await page.waitForTimeout(1_000);
  return violations(page, runOnly);
}

/** Everything that is on the screen but its colours: elements, words and attributes, without classes and styles. */
function structureOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const element of [copy, ...copy.querySelectorAll('*')]) {
      element.removeAttribute('class');
      element.removeAttribute('style');
    }
    return copy.outerHTML;
  });
}

interface Screen {
  readonly name: string;
  readonly person?: DemoPerson;
  readonly address: string;
  /** Brings the screen into the state that is looked at. */
  readonly until: (page: Page) => Promise<void>;
  /** A page without scripts takes its look when it is loaded, and keeps it. */
  readonly isPlain?: true;
}

const SCREENS: readonly Screen[] = [
  { name: 'sign-in', address: '/sign-in', until: (page) => page.getByRole('button', { name: 'Ada Osei' }).waitFor() },
  { name: 'my roles', person: PEOPLE.engineer, address: '/', until: (page) => aLink(page, 'payments-engineer') },
  { name: 'no match', person: PEOPLE.engineer, address: '/?q=zzzz', until: (page) => text(page, 'No role matches') },
  {
    name: 'a role',
    person: PEOPLE.engineer,
    address: rolePage(ROLES.engineer),
    until: (page) => text(page, 'logs:CreateLogGroup'),
  },
  {
    name: 'a role of others',
    person: PEOPLE.resourceOwner,
    address: rolePage(ROLES.engineer),
    until: (page) => text(page, 'Tags that decide'),
  },
  {
    name: 'no such role',
    person: PEOPLE.engineer,
    address: '/roles/arn:aws:iam::100000000003:role/x',
    until: (page) => text(page, 'Check the ARN'),
  },
  { name: 'credentials', person: PEOPLE.engineer, address: rolePage(ROLES.engineer), until: getCredentials },
  {
    name: 'which role',
    person: PEOPLE.engineer,
    address: '/role/payments-',
    until: (page) => text(page, 'Which role do you mean?'),
  },
  {
    name: 'accounts',
    person: PEOPLE.administrator,
    address: '/accounts',
    until: (page) => text(page, 'payments-staging'),
  },
  {
    name: 'all roles and users',
    person: PEOPLE.auditor,
    address: '/principals',
    until: (page) => text(page, 'Sorted by ARN', false),
  },
  {
    name: 'all resources',
    person: PEOPLE.auditor,
    address: '/resources?q=payments-engineer',
    until: (page) => aLink(page, 'payments-engineer'),
  },
  {
    name: 'no resource matches',
    person: PEOPLE.auditor,
    address: '/resources?q=zzzz',
    until: (page) => text(page, 'No resource matches'),
  },
  {
    name: 'a resource',
    person: PEOPLE.engineer,
    address: `/resources/${ROLES.engineer}`,
    until: (page) => text(page, 'Last change seen'),
  },
  {
    name: 'policies of a resource',
    person: PEOPLE.engineer,
    address: `/resources/${ROLES.engineer}?tab=policies`,
    until: (page) =>
      page
        .getByText(/The check found nothing to note|^Line \d+/)
        .first()
        .waitFor(),
  },
  {
    name: 'services that a role used',
    person: PEOPLE.engineer,
    address: `/resources/${ROLES.engineer}?tab=usage`,
    until: (page) =>
      page
        .getByText(/ that its policies grant|There is no report yet/)
        .first()
        .waitFor(),
  },
  {
    name: 'history of a resource',
    person: PEOPLE.engineer,
    address: `/resources/${ROLES.engineer}?tab=history`,
    until: (page) => text(page, 'Version 1 · '),
  },
  {
    name: 'who has a managed policy',
    person: PEOPLE.engineer,
    address: '/resources/arn:aws:iam::aws:policy/ReadOnlyAccess?tab=uses',
    until: (page) => aLink(page, 'forensic-investigator'),
  },
  {
    name: 'denials of a resource',
    person: PEOPLE.engineer,
    address: `/resources/${ROLES.engineer}?tab=denials`,
    until: (page) => text(page, 'Calls that it was refused'),
  },
  { name: 'the palette', person: PEOPLE.engineer, address: '/', until: openPalette },
  {
    name: 'an account',
    person: PEOPLE.administrator,
    address: '/accounts/100000000003',
    until: (page) => text(page, 'Guardrails above it'),
  },
  {
    name: 'the organization',
    person: PEOPLE.auditor,
    address: '/organization',
    until: (page) => page.getByRole('treeitem').getByRole('treeitem').first().waitFor(),
  },
  {
    name: 'guardrails',
    person: PEOPLE.auditor,
    address: '/organization?tab=guardrails',
    until: (page) => text(page, 'FullAWSAccess'),
  },
  {
    name: 'tasks',
    person: PEOPLE.administrator,
    address: '/tasks',
    until: (page) => aLink(page, 'Refresh accounts'),
  },
  {
    name: 'a task',
    person: PEOPLE.administrator,
    address: '/tasks/refresh-accounts',
    until: (page) => text(page, 'The schedule'),
  },
  {
    name: 'tasks, refused',
    person: PEOPLE.engineer,
    address: '/tasks',
    until: (page) => text(page, 'Tasks are shown'),
  },
  {
    name: 'no such page',
    address: '/nowhere',
    until: (page) => text(page, 'There is no such page'),
    isPlain: true,
  },
];

async function text(page: Page, words: string, exact = false): Promise<void> {
  await page.getByText(words, { exact }).first().waitFor();
}

async function aLink(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name }).first().waitFor();
}

async function getCredentials(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Get credentials for / }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Get credentials', exact: true }).click();
  await page.getByRole('tab', { name: 'bash/zsh' }).waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await aLink(page, 'payments-engineer');
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: /^All resources/ }).waitFor();
}

interface Look {
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

const LIGHT: Look = { colorScheme: 'light', width: 1_440, height: 900 };
const DARK: Look = { colorScheme: 'dark', width: 1_440, height: 900 };
const NARROW: Look = { colorScheme: 'light', width: 390, height: 844 };
const NARROWEST: Look = { colorScheme: 'dark', width: 320, height: 640 };

/** One browser profile per person: what it has loaded once serves all of that person's screens. */
const visits = new Map<string, Promise<Visit>>();
async function pageOf(screen: Screen): Promise<Page> {
  const key = screen.person?.personId ?? 'nobody';
  const visit = visits.get(key) ?? portal.visit(screen.person);
  visits.set(key, visit);
  return (await visit).page;
}

/** The look changes under the person's eyes, as it does when the evening comes or a window is made smaller. */
async function lookAt(page: Page, { colorScheme, width, height }: Look, isPlain = false): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height });
  if (isPlain) await page.reload();
  await page.waitForFunction(
    ([wanted, innerWidth]) =>
      window.innerWidth === innerWidth && document.body.classList.contains('awsui-dark-mode') === (wanted === 'dark'),
    [colorScheme, width] as const,
  );
}

describe.each(SCREENS.map((screen) => [screen.name, screen] as const))('%s', (_name, screen) => {
  let page: Page;
  let structure: string;
  beforeAll(async () => {
    page = await pageOf(screen);
    await page.goto(screen.address);
    await screen.until(page);
  });

  it('light, 1440 px: has nothing that shuts people out', async () => {
    await lookAt(page, LIGHT, screen.isPlain);
    expect(await settledViolations(page, RULES)).toEqual([]);
    structure = await structureOf(page);
  });

  it('dark, 1440 px: has nothing that shuts people out', async () => {
    await lookAt(page, DARK, screen.isPlain);
    // The rest was looked at in light already, unless the dark screen is another than that.
    const isSame = (await structureOf(page)) === structure;
    expect(await settledViolations(page, isSame ? { type: 'rule', values: COLOUR_RULES } : RULES)).toEqual([]);
  });

  it('light, 390 px: has nothing that shuts people out', async () => {
    await lookAt(page, NARROW, screen.isPlain);
    expect(await settledViolations(page, RULES)).toEqual([]);
  });

  it('320 px: needs no scrolling sideways', async () => {
    await lookAt(page, NARROWEST, screen.isPlain);
    // A table becomes cards a moment after its window has become narrow.
    const fits = () => document.documentElement.scrollWidth <= window.innerWidth;
    await page.waitForFunction(fits, undefined, { timeout: 15_000 }).catch(() => undefined);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

describe('the look', () => {
  it('follows the person: chosen once, it stays, and no light page flashes before it', async () => {
    const { page } = await portal.visit(PEOPLE.engineer, { colorScheme: 'light' });
    await page.goto('/');
    await page.getByRole('button', { name: 'Appearance' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click();
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)');
    const dark = await background();
    await page.goto('/accounts', { waitUntil: 'commit' });
    await page.waitForSelector('body');
    expect(await background()).toBe(dark);
  });
});
