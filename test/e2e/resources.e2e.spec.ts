import { readFileSync } from 'node:fs';
import { DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PEOPLE, Portal, ROLES } from './portal.js';

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

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

describe('a managed policy of AWS', () => {
  it('is found from a role that has it, with what it says and who else has it', async () => {
    const { page, complaints } = await portal.visit(PEOPLE.administrator);
    await page.goto(`/resources/arn:aws:iam::100000000003:role/people/cloud-administrator?tab=policies`);
    await page.getByRole('button', { name: /^AdministratorAccess/ }).click();
    await page.getByRole('link', { name: 'The page of this policy' }).click();
    await page.getByText("None: it is AWS's own").waitFor();
    await page.getByRole('tab', { name: 'Who has it' }).click();
    const holders = page.getByRole('table', { name: 'Who has this policy' });
    await holders.getByRole('link', { name: 'emergency-administrators' }).waitFor();
    await page
      .getByRole('searchbox', { name: 'Find a role, a user, a group or an account' })
      .fill('payments-production');
    await holders.getByRole('link', { name: 'cloud-administrator' }).first().waitFor();
    await page.getByRole('heading', { name: /^Who has it \(\d+\)$/ }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('access', () => {
  it('to a bucket is told for what people ask most, with who may, how and why', async () => {
    const { page, complaints } = await portal.visit(PEOPLE.administrator);
    await page.goto('/resources/arn:aws:s3:::payments-production-config?tab=access');
    await page.getByRole('button', { name: /^Delete the bucket/ }).click();
    await page.waitForURL(/action=s3%3ADeleteBucket/);
    const holders = page.getByRole('table', { name: 'Who can do s3:DeleteBucket' });
    await holders.getByRole('rowheader').first().waitFor();
    await page.getByText(/ outright.* from /).waitFor();
    await page.getByRole('searchbox', { name: 'Find a role, a user or an account' }).fill('no such role');
    await page.getByText('Nobody of that name can.').waitFor();
    expect(complaints).toEqual([]);
  });

  it('that was refused is explained, with the least statement that would give it, ready to copy', async () => {
    const { context, page } = await portal.visit(PEOPLE.engineer);
    const answer = await context.request.post('/api/v3/credentials', {
      data: { roleArn: ROLES.automation },
      headers: { origin: portal.url },
    });
    const { region, endpointUrl, ...credentials } = (await answer.json()) as Record<string, string> & Credentials;
    const s3 = new S3Client({ region: `${region}`, endpoint: `${endpointUrl}`, credentials, forcePathStyle: true });
    const refused = s3.send(new DeleteBucketCommand({ Bucket: 'payments-production-config' }));
    await expect(refused).rejects.toMatchObject({ name: 'AccessDenied' });

    await page.goto(`/resources/${ROLES.automation}?tab=denials`);
    const denial = page.getByRole('button', { name: /^s3:DeleteBucket/ });
    const again = page.getByRole('button', { name: 'Load again: Calls that it was refused' });
    for (let tries = 0; tries < 30 && !(await denial.isVisible()); tries += 1) {
      await again.click();
      await page.waitForTimeout(300);
    }
    await denial.click();
    await page.getByText('Its own policies do not allow it').waitFor();
    await page.getByRole('button', { name: 'Copy the statement' }).click();
    await page.getByText('Statement copied').waitFor();
    const statement = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as object;
    expect(statement).toMatchObject({ Effect: 'Allow', Resource: 'arn:aws:s3:::payments-production-config' });
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
    // What is listed may come anew while one looks; what is chosen and what a screen reader is told go together.
    await page.waitForFunction(() => {
      const told = document.activeElement?.getAttribute('aria-activedescendant') ?? '';
      const option = document.getElementById(told);
      return option?.ariaSelected === 'true' && option.textContent.startsWith('payments-engineer');
    });
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/roles\/arn:aws:iam::/);

    await page.keyboard.press('Control+k');
    await page.getByRole('group', { name: 'Recent' }).getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
  });
});
