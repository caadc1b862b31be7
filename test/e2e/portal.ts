import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser, productUnderTest } from '@gatehouse/testing/browser';

/** The demo people, by what each stands for. */
export const PEOPLE = {
  engineer: { personId: 'ada@example.com', name: 'Ada Osei' },
  resourceOwner: { personId: 'rosa@example.com', name: 'Rosa Lindqvist' },
  administrator: { personId: 'cyrus@example.com', name: 'Cyrus Tran' },
  auditor: { personId: 'audrey@example.com', name: 'Audrey Bell' },
} as const;

export type DemoPerson = (typeof PEOPLE)[keyof typeof PEOPLE];

/** Roles of the embedded organization that journeys use. */
export const ROLES = {
  /** For everyday work; console and credentials. */
  engineer: 'arn:aws:iam::100000000003:role/people/payments-engineer',
  /** For credentials only; reads one bucket and writes none. */
  automation: 'arn:aws:iam::100000000003:role/people/payments-automation',
  /** Its trust policy names another portal. */
  emergency: 'arn:aws:iam::100000000003:role/people/payments-emergency',
} as const;

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors that scripts threw and the policy of the page refused, so far. */
  readonly complaints: string[];
}

/** A browser in front of the running product, for the tests of one file. */
export class Portal {
  readonly url = productUnderTest().url;
  readonly #opened: BrowserContext[] = [];

  private constructor(readonly browser: Browser) {}

  static async open(): Promise<Portal> {
    return new Portal(await openBrowser());
  }

  /** A fresh browser profile; signed in through the API when a person is named, because that journey has its own file. */
  async visit(person?: DemoPerson, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await this.browser.newContext({
      baseURL: this.url,
      viewport: { width: 1440, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce',
      ...options,
    });
    // As patient as Jest is: a right page on a busy machine is still a right page.
    context.setDefaultTimeout(45_000);
    this.#opened.push(context);
    if (person !== undefined) await this.signIn(context, person);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
    });
    return { context, page, complaints };
  }

  async signIn(context: BrowserContext, { personId }: DemoPerson): Promise<void> {
    const answer = await context.request.post('/api/v3/sessions', {
      data: { method: 'demo', personId },
      headers: { origin: this.url },
    });
    if (!answer.ok()) throw new Error(`Signing in as ${personId} failed: ${answer.status()} ${await answer.text()}`);
  }

  /** Ends the session behind the back of an open page. */
  async endSession(context: BrowserContext): Promise<void> {
    await context.request.delete('/api/v3/sessions/current', { headers: { origin: this.url } });
  }

  /** Ends what the tests of this file opened, but not the browser. */
  async leaveAll(): Promise<void> {
    await Promise.all(this.#opened.splice(0).map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.leaveAll();
    await this.browser.close();
  }
}

/** Address of a role's page. */
export function rolePage(roleArn: string): string {
  return `/roles/${roleArn}`;
}
