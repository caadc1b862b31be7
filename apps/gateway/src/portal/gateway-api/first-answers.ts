declare global {
  /** Answers that public/first-answers.js has asked for, by address; absent where it did not run. */
  var gatehouseFirstAnswers: Map<string, Promise<Response>> | undefined;
  /** What was in those of them that came, and were good. */
  var gatehouseFirstData: Map<string, unknown> | undefined;
}

/** Later than this after the page began to load, what was asked for at its beginning is old. */
const OLD_AFTER_MILLISECONDS = 15_000;

/** The answer to this address that was asked for before the screen was there: once, while it is new, and only a good one. */
export async function takeFirstAnswer(address: string): Promise<Response | undefined> {
  const answer = globalThis.gatehouseFirstAnswers?.get(address);
  forgetFirstAnswer(address);
  if (performance.now() > OLD_AFTER_MILLISECONDS) return undefined;
  const response = await answer?.catch(() => undefined);
  return response?.ok ? response : undefined;
}

/**
 * What is in that answer, when it is there already: the screen is drawn with it at once, instead of empty and then again.
 * Stays until it is taken or forgotten, because a screen may be begun more than once.
 */
export function firstData<T>(address: string | undefined): T | undefined {
  if (address === undefined || performance.now() > OLD_AFTER_MILLISECONDS) return undefined;
  return globalThis.gatehouseFirstData?.get(address) as T | undefined;
}

/** The answer is used; whoever asks from now on asks the gateway. */
export function forgetFirstAnswer(address: string | undefined): void {
  if (address === undefined) return;
  globalThis.gatehouseFirstAnswers?.delete(address);
  globalThis.gatehouseFirstData?.delete(address);
}
