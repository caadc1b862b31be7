import { readdirSync, readFileSync } from 'node:fs';

/** What a process has kept processors busy, in milliseconds, from the kernel's hundredths of a second. */
export function processorMilliseconds(pid: number): number {
  const [user, system] = fieldsOf(pid).slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

/** The same of a server with a process for each connection: of those that run, and of those that have ended. */
export function processorMillisecondsOfFamily(pid: number): number {
  const [user, system, endedUser, endedSystem] = fieldsOf(pid).slice(11, 15).map(Number);
  const own = ((user ?? 0) + (system ?? 0) + (endedUser ?? 0) + (endedSystem ?? 0)) * 10;
  return childrenOf(pid).reduce((sum, child) => sum + busyOrGone(child), own);
}

/** The most memory that a process ever had resident, in MiB. */
export function mostResidentMebibytes(pid: number): number {
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1_024;
}

function busyOrGone(pid: number): number {
  try {
    return processorMilliseconds(pid);
  } catch {
    return 0;
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(fieldsOf(pid)[1]);
  } catch {
    // It ended while we looked.
    return undefined;
  }
}

/** The fields of `stat` after the name, which may hold anything. */
function fieldsOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
