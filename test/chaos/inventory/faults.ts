import { Redis } from 'ioredis';
import type { BackingServers } from '../../bench/refresh/servers.js';

/** What befalls the servers beside the kills. */
export type Fault = 'redis flushed' | 'nats restarted' | 'postgres restarted';

const FAULTS: readonly Fault[] = ['redis flushed', 'nats restarted', 'postgres restarted'];

/** The fault of a kill, if it has one: every third, one after the other, so that each comes up. */
export function faultOf(kill: number): Fault | undefined {
  return kill % 3 === 2 ? FAULTS[Math.floor(kill / 3) % FAULTS.length] : undefined;
}

/** Lets it happen. */
export async function strike(fault: Fault, { redis, nats, postgres }: BackingServers): Promise<void> {
  switch (fault) {
    case 'redis flushed':
      return flush(redis.url);
    case 'nats restarted':
      await nats.stop();
      return nats.start();
    case 'postgres restarted':
      await postgres.stop();
      return postgres.start();
  }
}

async function flush(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushall();
  client.disconnect();
}
