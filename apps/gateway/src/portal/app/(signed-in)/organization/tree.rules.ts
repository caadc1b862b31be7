import type { OrganizationNode } from '@gatehouse/contracts';
import type { ApiProblem } from '../../../gateway-api/api-problem';

/** What is loaded below one point; that of the roots is under the empty id. */
export interface Level {
  readonly nodes: readonly OrganizationNode[];
  /** Where its next page begins; undefined when all of it is loaded, or nothing yet. */
  readonly cursor?: string | undefined;
  readonly isLoading: boolean;
  readonly problem?: ApiProblem | undefined;
}

export type Levels = ReadonlyMap<string, Level>;

/** One line of the tree: a point of it, or what stands for points that are not loaded. */
export type TreeLine =
  | { readonly kind: 'node'; readonly id: string; readonly node: OrganizationNode }
  | { readonly kind: 'loading'; readonly id: string }
  | { readonly kind: 'more'; readonly id: string; readonly parentId: string; readonly shown: number }
  | { readonly kind: 'problem'; readonly id: string; readonly parentId: string; readonly problem: ApiProblem };

export const ROOTS = '';

/** The lines below a point, as far as they are loaded; one that was never opened has a line that says it loads. */
export function linesBelow(levels: Levels, parentId: string): TreeLine[] {
  const level = levels.get(parentId);
  if (level === undefined) return [{ kind: 'loading', id: `loading ${parentId}` }];
  const lines: TreeLine[] = level.nodes.map((node) => ({ kind: 'node', id: node.nodeId, node }));
  const last = lastLine(level, parentId);
  return last === null ? lines : [...lines, last];
}

function lastLine(level: Level, parentId: string): TreeLine | null {
  if (level.problem) return { kind: 'problem', id: `problem ${parentId}`, parentId, problem: level.problem };
  if (level.isLoading) return { kind: 'loading', id: `loading ${parentId}` };
  if (level.cursor === undefined) return null;
  return { kind: 'more', id: `more ${parentId}`, parentId, shown: level.nodes.length };
}

/** True for points that have something below them: accounts never, units only with accounts or units in them. */
export function canOpen(levels: Levels, node: OrganizationNode): boolean {
  if (node.kind === 'account') return false;
  const level = levels.get(node.nodeId);
  return level === undefined || level.isLoading || level.problem !== undefined || level.nodes.length > 0;
}

/** `1,203 accounts`, `1 account`, `no accounts`; nothing for an account itself. */
export function accountsText({ kind, accountCount }: OrganizationNode): string {
  if (kind === 'account') return '';
  if (accountCount === 0) return 'no accounts';
  return `${accountCount.toLocaleString('en')} ${accountCount === 1 ? 'account' : 'accounts'}`;
}
