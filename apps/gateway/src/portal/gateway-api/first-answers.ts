declare global {
  /** Answers that public/first-answers.js has asked for, by address; absent where it did not run. */
  var gatehouseFirstAnswers: Map<string, Promise<Response>> | undefined;
}

/** Later than this after the page began to load, what was asked for at its beginning is old. */
const OLD_AFTER_MILLISECONDS = 15_000;

/** The answer to this address that was asked for before the screen was there: once, while it is new, and only a good one. */
export async function takeFirstAnswer(address: string): Promise<Response | undefined> {
  const answer = globalThis.gatehouseFirstAnswers?.get(address);
  globalThis.gatehouseFirstAnswers?.delete(address);
  if (performance.now() > OLD_AFTER_MILLISECONDS) return undefined;
  const response = await answer?.catch(() => undefined);
  return response?.ok ? response : undefined;
}
