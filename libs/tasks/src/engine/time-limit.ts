/** Work went on for longer than it may. */
export class TimeLimitExceeded extends Error {
  override readonly name = 'TimeLimitExceeded';
}

/**
 * Waits for work up to a time limit, and then aborts its signal and rejects with `TimeLimitExceeded`. Work that ignores
 * its signal goes on unheard. `stopping` aborts it as well, with its reason.
 */
export async function withinTime<T>(
  seconds: number,
  stopping: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const late = new TimeLimitExceeded(`It was not done within ${seconds} s.`);
  const timer = setTimeout(() => controller.abort(late), seconds * 1_000);
  const onStop = () => controller.abort(stopping.reason);
  stopping.addEventListener('abort', onStop, { once: true });
  if (stopping.aborted) onStop();
  try {
    return await Promise.race([work(controller.signal), aborted(controller.signal)]);
  } finally {
    clearTimeout(timer);
    stopping.removeEventListener('abort', onStop);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = () => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
