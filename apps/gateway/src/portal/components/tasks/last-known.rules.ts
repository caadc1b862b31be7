import type { TaskStatus } from '@gatehouse/contracts';

export interface TaskList {
  readonly items: readonly TaskStatus[];
  /** Services that did not answer. */
  readonly unavailable: readonly string[];
}

/** The tasks of services that do not answer now, as they were when these last did, beside those of the others. */
export function withLastKnown<T extends TaskList>(before: TaskList | undefined, now: T): T {
  const kept = before?.items.filter(({ service }) => now.unavailable.includes(service)) ?? [];
  return kept.length === 0 ? now : { ...now, items: [...now.items, ...kept] };
}
