import { CreateRoleCommand, IAMClient, ListRolesCommand, TagRoleCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { TwoAccounts, refusalOf } from './two-accounts.js';

const HOME = '222222222222';
const HOSTILE = '<script>alert(1)</script>';

describe('the control page', () => {
  let sandbox: TwoAccounts;
  let control: string;

  beforeAll(async () => {
    sandbox = await TwoAccounts.start('', '', { controlPort: 0 });
    control = sandbox.running.controlUrl ?? '';
    const iam = new IAMClient({ ...sandbox.options(sandbox.owner), customUserAgent: [[HOSTILE]] });
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: HOME }, Action: 'sts:AssumeRole' }],
    });
    await iam.send(new CreateRoleCommand({ RoleName: 'shown', AssumeRolePolicyDocument, Description: 'x' }));
    await refusalOf(iam.send(new TagRoleCommand({ RoleName: 'shown', Tags: [{ Key: HOSTILE, Value: 'v' }] })));
    await refusalOf(new IAMClient(sandbox.options(sandbox.nobody)).send(new ListRolesCommand({})));
  });
  afterAll(() => sandbox.stop());

  const page = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(control + path, { redirect: 'manual', ...init });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const api = async (path: string, init: RequestInit = {}) =>
    JSON.parse((await page(path, init)).text) as Record<string, unknown>;

  it('shows what there is and what was denied', async () => {
    const { status, headers, text } = await page('/');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).toContain(sandbox.running.url);
    expect(text).toContain('iam:ListRoles');
  });

  it('finds accounts and shows what is in them', async () => {
    expect((await page('/accounts?q=neigh')).text).not.toContain(HOME);
    const { text } = await page(`/accounts/${HOME}`);
    expect(text).toContain('IAM::Role');
    expect((await page(`/accounts/${HOME}?type=AWS::IAM::Role`)).text).toContain(`arn:aws:iam::${HOME}:role/shown`);
    expect((await page('/accounts/999999999999')).status).toBe(404);
  });

  it('filters calls and explains each', async () => {
    const { calls } = (await api(`/api/calls?account=${HOME}&denied=1&service=iam&caller=nobody`)) as {
      calls: readonly { id: string; operation: string; explanation: string }[];
    };
    expect(calls.map(({ operation }) => operation)).toEqual(['ListRoles']);
    expect(calls[0]?.explanation).toContain('is denied: the identity policies do not allow it');
    const { text } = await page(`/calls/${calls[0]?.id ?? ''}`);
    expect(text).toContain('the identity policies do not allow it');
    expect(text).toContain('What would have to change');
    expect(text).toContain('AccessDenied');
    expect((await page('/calls/none')).status).toBe(404);
  });

  it('escapes whatever callers write', async () => {
    for (const path of ['/', '/calls', `/accounts/${HOME}`, `/calls?caller=${encodeURIComponent(HOSTILE)}`]) {
      expect((await page(path)).text).not.toContain(HOSTILE);
    }
    const { calls } = (await api('/api/calls')) as { calls: readonly { id: string }[] };
    for (const { id } of calls) expect((await page(`/calls/${id}`)).text).not.toContain(HOSTILE);
  });

  it('changes the weather for programs and in the browser', async () => {
    const rules = [{ service: 'sts', latency: { fromMilliseconds: 1, toMilliseconds: 2 } }];
    const put = (body: unknown) => api('/api/weather', { method: 'PUT', body: JSON.stringify(body) });
    expect(await put({ rules })).toEqual({ profile: 'custom', rules, consistencySeconds: 0 });
    expect(await put({ profile: 'aws-like' })).toMatchObject({ profile: 'aws-like' });
    expect(await put({ profile: 'stormy' })).toHaveProperty('problem');
    expect(await put({ rules: [{ colour: 'red' }] })).toHaveProperty('problem');
    const form = (body: string) =>
      page('/weather', { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(await form('profile=calm')).toMatchObject({ status: 303 });
    expect(await api('/api/weather')).toMatchObject({ profile: 'calm' });
    const wrong = await form(`settings=${encodeURIComponent(HOSTILE)}`);
    expect(wrong.status).toBe(400);
    expect(wrong.text).not.toContain(HOSTILE);
  });

  it('does nothing for pages of other sites', async () => {
    const evil = { method: 'POST', headers: { origin: 'http://evil.example' } };
    expect((await page('/reset', evil)).status).toBe(403);
    expect((await page('/weather', { ...evil, body: 'profile=aws-like' })).status).toBe(403);
    expect((await page('/reset')).status).toBe(404);
  });

  it('resets', async () => {
    expect(await api('/reset', { method: 'POST' })).toEqual({ reset: true });
    expect((await page(`/accounts/${HOME}?type=AWS::IAM::Role`)).text).not.toContain('role/shown');
    const browser = { method: 'POST', headers: { accept: 'text/html', origin: control } };
    expect((await page('/reset', browser)).headers.get('location')).toBe('/');
  });

  it('takes no bodies beyond reason', async () => {
    const body = 'x'.repeat(300 * 1024);
    const answer = await page('/api/weather', { method: 'PUT', body }).catch(() => ({ status: 413 }));
    expect(answer.status).toBe(413);
  });
});
