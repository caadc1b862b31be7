import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { ProductState } from '@gatehouse/local/product';
import { ask } from '../credentials/http.js';
import type { SeenResource } from './changes.js';

/** Between two looks at a resource. */
const LOOK_EVERY_MS = 50;
const PATIENCE_MS = 60_000;

/** Somebody who looks at resources over the public API. */
export interface Watcher {
  /** True as soon as the API shows the resource as wanted; false when it does not within a minute. */
  seen(arn: string, isWanted: (resource: SeenResource) => boolean): Promise<boolean>;
  stop(): void;
}

/** Signs Ada in. */
export async function watchThrough({ url }: ProductState): Promise<Watcher> {
  const agent = new Agent({ keepAlive: true });
  const json = { method: 'demo', personId: 'ada@example.com' };
  const answer = await ask(`${url}/api/v3/sessions`, { agent, headers: { origin: url }, json });
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`Signing in answered ${answer.status}: ${answer.body.slice(0, 500)}`);
  const headers = { origin: url, cookie };
  return {
    seen: async (arn, isWanted) => {
      const path = `${url}/api/v3/resources/${encodeURIComponent(arn)}`;
      for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; await wait(LOOK_EVERY_MS)) {
        const { status, body } = await ask(path, { agent, headers });
        if (status !== 200 && status !== 404) throw new Error(`The API answered ${status}: ${body.slice(0, 500)}`);
        if (status === 200 && isWanted((JSON.parse(body) as { resource: SeenResource }).resource)) return true;
      }
      return false;
    },
    stop: () => {
      agent.destroy();
    },
  };
}
