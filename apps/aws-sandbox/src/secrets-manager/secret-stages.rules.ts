interface Staged {
  readonly id: string;
  readonly stages: Set<string>;
}

export const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

/** The version that carries a staging label. */
export function versionAt<T extends Staged>(versions: ReadonlyMap<string, T>, stage: string): T | undefined {
  return [...versions.values()].find(({ stages }) => stages.has(stage));
}

/**
 * Moves a label to a version. When AWSCURRENT moves, AWSPREVIOUS goes where it was (Secrets Manager User Guide, "Secret
 * versions").
 */
export function moveStage(versions: ReadonlyMap<string, Staged>, stage: string, to: Staged): void {
  const from = versionAt(versions, stage);
  if (from === to) return;
  from?.stages.delete(stage);
  to.stages.add(stage);
  if (stage === CURRENT && from !== undefined) moveStage(versions, PREVIOUS, from);
  if (stage === CURRENT) to.stages.delete(PREVIOUS);
}
