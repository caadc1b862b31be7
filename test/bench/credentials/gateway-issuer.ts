import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { ProductState } from '@gatehouse/local/product';
import { ask } from './http.js';
import type { Issue } from './load.js';

const PATIENCE_SECONDS = 60;

/** Signs Ada in, waits until the first inventory is complete, and issues its credentials over the public API. */
export async function issueThroughGateway({
  url,
}: ProductState): Promise<{ roleArn: string; issue: Issue; stop(): void }> {
  const agent = new Agent({ keepAlive: true });
  const headers = { origin: url, cookie: await signIn(url, agent) };
  const roleArn = await firstRole(url, agent, headers);
  await firstRefresh(url, agent, headers);
  return {
    roleArn,
    issue: async () => {
      const { status, body } = await ask(`${url}/api/v3/credentials`, { agent, headers, json: { roleArn } });
      if (status !== 200) throw new Error(`Gatehouse answered ${status}: ${body.slice(0, 500)}`);
    },
    stop: () => {
      agent.destroy();
    },
  };
}

async function signIn(url: string, agent: Agent): Promise<string> {
  const json = { method: 'demo', personId: 'ada@example.com' };
  const { status, headers, body } = await ask(`${url}/api/v3/sessions`, { agent, headers: { origin: url }, json });
  const cookie = headers['set-cookie']?.[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`Signing in answered ${status}: ${body.slice(0, 500)}`);
  return cookie;
}

async function firstRole(url: string, agent: Agent, headers: Record<string, string>): Promise<string> {
  for (const deadline = Date.now() + PATIENCE_SECONDS * 1_000; Date.now() < deadline; await wait(500)) {
    const { status, body } = await ask(`${url}/api/v3/roles?limit=1`, { agent, headers });
    if (status !== 200) continue;
    const { items } = JSON.parse(body) as { items: { roleArn: string }[] };
    if (items[0]) return items[0].roleArn;
  }
  throw new Error(`Ada was shown no role within ${PATIENCE_SECONDS} s.`);
}

/** What reads the whole organization at the first start would be measured as well. */
async function firstRefresh(url: string, agent: Agent, headers: Record<string, string>): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_SECONDS * 1_000; Date.now() < deadline; await wait(500)) {
    const { body } = await ask(`${url}/api/v3/accounts?limit=100`, { agent, headers });
    const { items } = JSON.parse(body) as { items: { freshness: { state: string } }[] };
    if (items.every(({ freshness }) => freshness.state !== 'refreshing' && freshness.state !== 'never')) return;
  }
  throw new Error(`The first refresh took longer than ${PATIENCE_SECONDS} s.`);
}
