import type { ApiProblemFacts } from './api-problem';

/** Milliseconds to wait before asking again, by how often that was done in vain; the last of them from then on. */
const WAITS = [2_000, 4_000, 8_000, 15_000] as const;

/** How long until a question is asked again by itself; null when the same answer would come. */
export function retryAfter({ code }: Pick<ApiProblemFacts, 'code'>, attempts: number): number | null {
  if (code !== 'unavailable' && code !== 'deadline_exceeded') return null;
  return WAITS[Math.min(attempts, WAITS.length - 1)] ?? null;
}
