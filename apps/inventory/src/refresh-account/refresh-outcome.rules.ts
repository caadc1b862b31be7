/** Why something could not be read: AWS's code and sentence. */
export interface RefreshFailure {
  readonly code: string;
  readonly message: string;
}

/** How one collector fared in one account. */
export interface CollectorOutcome {
  readonly collectorId: string;
  readonly failure: RefreshFailure | null;
  readonly resourceCount: number;
  readonly skippedRegions: readonly string[];
  /** Undefined when it had no chance to begin. */
  readonly durationSeconds?: number;
}

/** The longest sentence that is kept. */
const MESSAGE_LIMIT = 1_000;

/** An account has failed when a part of it has: the first that did, by name, unless all failed alike. */
export function failureOf(outcomes: readonly CollectorOutcome[]): RefreshFailure | null {
  const failed = outcomes.flatMap(({ collectorId, failure }) => (failure === null ? [] : [{ collectorId, failure }]));
  const [first] = failed;
  if (first === undefined) return null;
  const { code, message } = first.failure;
  const isTheSame = failed.length === outcomes.length && failed.every(({ failure }) => failure.message === message);
  if (isTheSame) return { code, message };
  const parts = failed.map(({ collectorId }) => collectorId).join(', ');
  return { code, message: `Could not read ${parts}. ${first.collectorId}: ${message}`.slice(0, MESSAGE_LIMIT) };
}

/** Every collector with the same failure: none of them had a chance. */
export function allFailed(collectorIds: readonly string[], failure: RefreshFailure): CollectorOutcome[] {
  return collectorIds.map((collectorId) => ({ collectorId, failure, resourceCount: 0, skippedRegions: [] }));
}

/** Whether an account's last refresh began at a moment or later, and ended, however it went. */
export function wasReadSince(
  last: { readonly attemptedAt: Date; readonly endedAt: Date | null } | null,
  moment: Date | null,
): boolean {
  if (last === null || last.endedAt === null || moment === null) return false;
  return last.attemptedAt.getTime() >= moment.getTime();
}
