import { platformFailure } from '@gatehouse/contracts';
import type { Logger } from '@gatehouse/telemetry';

/** So long the rule may take: whoever waits has the time limit of a contract. */
export const LIMIT_MS = 2_000;

const UNTOLD = 'What you may see cannot be told at the moment, so nothing is shown. Try again shortly.';

/** What is asked for, or `DEPENDENCY_UNAVAILABLE` when it fails or takes too long: never everything instead. */
export async function told<T>(asked: Promise<T>, log: Pick<Logger, 'warn'>): Promise<T> {
  try {
    return await inTime(asked);
  } catch (error) {
    log.warn({ error }, 'What somebody may see could not be told, so they saw nothing.');
    throw platformFailure('DEPENDENCY_UNAVAILABLE', UNTOLD, { cause: error });
  }
}

/** Whoever does not heed the signal is not waited for either. */
async function inTime<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`There was no answer within ${LIMIT_MS} ms.`)), LIMIT_MS);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
