/**
 * Resident memory of everything together when nobody asks anything: services, the embedded organization and the backing
 * servers, with all their processes. Pages that processes share are counted once for each, so the sum is an upper bound.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { startTemporaryProduct } from '@gatehouse/local/product';
import { report, type Measurement } from '../policy/measurement.js';

const BAR_MIB = 1_536;
/** The first inventory and the start itself leave rubbish behind, which goes within this time. */
const SETTLE_SECONDS = 20;

const product = await startTemporaryProduct({ say: console.log });
try {
  await signInAndLook(product.state.url);
  await wait(SETTLE_SECONDS * 1_000);
  const parts = Object.entries(product.pids()).map(([name, pid]) => ({ name, mebibytes: memoryOf(pid) }));
  const all = parts.reduce((sum, { mebibytes }) => sum + mebibytes, 0);
  const rows: Measurement[] = [
    ...parts.map(({ name, mebibytes }) => row(name, mebibytes)),
    { ...row('all of them, idle', all), bar: BAR_MIB },
  ];
  const { text, missed } = report(rows);
  console.log(`\n${text}\nbench footprint: ${missed === 0 ? 'ok' : `short of ${missed}`}`);
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  await product.stop();
}

function row(name: string, figure: number): Measurement {
  return { name, figure, bar: BAR_MIB, wants: 'at-most', unit: 'MiB', baseline: undefined };
}

/** Something has been used: a process that has only just started is smaller than one at work. */
async function signInAndLook(url: string): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    await fetch(`${url}/api/v3/sign-in-methods`);
    await (await fetch(`${url}/`)).text();
  }
}

/** Mebibytes of a process and everything it started. */
function memoryOf(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + kibibytesOf(one), 0) / 1_024;
}

function childrenOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
  return children.flatMap((child) => [child, ...childrenOf(child)]);
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // It ended while we looked.
    return undefined;
  }
}

function kibibytesOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
