import { S3Client, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PEOPLE, Portal, rolePage, ROLES } from './portal.js';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterEach(() => portal.leaveAll());
afterAll(() => portal.close());

const BUCKET = 'payments-production-config';

async function openCredentials(page: Page, roleArn: string): Promise<void> {
  await page.goto(rolePage(roleArn));
  await page.getByRole('button', { name: /^Get credentials for / }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Get credentials', exact: true }).click();
  await page.getByRole('dialog').getByRole('tab', { name: 'bash/zsh' }).waitFor();
}

async function copied(page: Page, tab: string): Promise<string> {
  await page.getByRole('tab', { name: tab, exact: true }).click();
  await page.getByRole('button', { name: `Copy ${tab}`, exact: true }).click();
  await page.getByText('Copied', { exact: true }).first().waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** What a shell would have after the copied lines. */
function exportsIn(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = '', value = '']) => [name, value]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

function clientSettings(variables: Record<string, string>) {
  return {
    region: variables['AWS_REGION'] ?? '',
    endpoint: variables['AWS_ENDPOINT_URL'] ?? '',
    credentials: {
      accessKeyId: variables['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: variables['AWS_SECRET_ACCESS_KEY'] ?? '',
      sessionToken: variables['AWS_SESSION_TOKEN'] ?? '',
    },
  };
}

describe('credentials from the portal', () => {
  it('work with the AWS SDK as that role, in that account, for that person, and for no more than its policies allow', async () => {
    const { page, complaints } = await portal.visit(PEOPLE.engineer);
    await openCredentials(page, ROLES.automation);
    const settings = clientSettings(exportsIn(await copied(page, 'bash/zsh')));

    const identity = await new STSClient(settings).send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe('100000000003');
    expect(identity.Arn).toBe(`arn:aws:sts::100000000003:assumed-role/payments-automation/${PEOPLE.engineer.personId}`);

    const s3 = new S3Client({ ...settings, forcePathStyle: true });
    const listed = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
    expect(listed.Contents?.map(({ Key }) => Key)).toContain('application.yaml');
    const read = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'application.yaml' }));
    expect(await read.Body?.transformToString()).toContain('retries');
    await expect(s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'x', Body: 'x' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    expect(complaints).toEqual([]);
  });

  it('are not in the page before one asks to see them, though copying gives them whole', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await openCredentials(page, ROLES.automation);
    const { AWS_SECRET_ACCESS_KEY: secret = '', AWS_SESSION_TOKEN: token = '' } = exportsIn(
      await copied(page, 'bash/zsh'),
    );
    expect(secret.length).toBeGreaterThan(20);
    const hidden = await page.content();
    expect(hidden).not.toContain(secret);
    expect(hidden).not.toContain(token);

    await page
      .getByRole('checkbox', { name: 'Show secrets' })
      .or(page.getByRole('switch', { name: 'Show secrets' }))
      .check();
    await page.getByText(secret).first().waitFor();
  });

  it('come in the form of each shell, of the credentials file and of a credential_process', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await openCredentials(page, ROLES.automation);
    expect(await copied(page, 'fish')).toMatch(/^set -gx AWS_SESSION_TOKEN '/m);
    expect(await copied(page, 'PowerShell')).toMatch(/^\$Env:AWS_SESSION_TOKEN = '/m);
    expect(await copied(page, 'Credentials file')).toMatch(
      /^\[100000000003-payments-automation\]\naws_access_key_id = /,
    );
    expect(JSON.parse(await copied(page, 'JSON'))).toMatchObject({ Version: 1, AccessKeyId: expect.any(String) });
    await page.getByRole('tab', { name: 'credential_process' }).click();
    await page.getByText('credential_process = sh -c').waitFor();
  });

  it('are kept nowhere: gone with the dialog, and never in the storage of the browser', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await openCredentials(page, ROLES.automation);
    const { AWS_SECRET_ACCESS_KEY: secret = '' } = exportsIn(await copied(page, 'bash/zsh'));
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + location.href);
    expect(kept).not.toContain(secret);
    await page.getByRole('button', { name: /^Get credentials for / }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Get credentials', exact: true }).waitFor();
    expect(await page.content()).not.toContain(secret);
  });

  it('end on the minute that was chosen', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto(rolePage(ROLES.automation));
    await page.getByRole('button', { name: /^Get credentials for / }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /For how long/ })
      .click();
    await page.getByRole('option', { name: '15 minutes' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Get credentials', exact: true }).click();
    await page.getByText(/^Good for 1[45] min/).waitFor();
  });

  it('are one click away in the list: copied, and never shown', async () => {
    const { page } = await portal.visit(PEOPLE.engineer);
    await page.goto('/?q=payments-automation');
    await page
      .getByRole('button', { name: 'Copy CLI commands for payments-automation in payments-production' })
      .click();
    await page.getByText('Copied: bash/zsh commands for payments-automation').waitFor();
    const variables = exportsIn(await page.evaluate(() => navigator.clipboard.readText()));
    const identity = await new STSClient(clientSettings(variables)).send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe('100000000003');
    expect(await page.content()).not.toContain(variables['AWS_SECRET_ACCESS_KEY']);
    await page.getByRole('list', { name: 'Recent' }).getByRole('link', { name: 'payments-automation' }).waitFor();
  });
});
