import type { ResourceParts } from './resource-parts.js';

/** That somebody has a managed policy, as it is stored. */
export interface PolicyUseRow {
  readonly policy_arn: string;
  readonly account_id: string;
  readonly arn: string;
  readonly is_attached: boolean;
  readonly is_boundary: boolean;
}

interface PolicyHolder {
  readonly arn: string;
  readonly accountId: string;
}

type Uses = Pick<PolicyUseRow, 'is_attached' | 'is_boundary'>;

/** Which managed policies a resource does not have any more, and which it has now or in another part than before. */
export function changedUses(
  { arn, accountId }: PolicyHolder,
  before: ResourceParts | null,
  after: ResourceParts,
): { readonly gone: readonly PolicyUseRow[]; readonly there: readonly PolicyUseRow[] } {
  const [had, has] = [before === null ? new Map<string, Uses>() : usesIn(before), usesIn(after)];
  const rowOf = ([policy_arn, uses]: [string, Uses]) => ({ policy_arn, account_id: accountId, arn, ...uses });
  return {
    gone: [...had].filter(([policy]) => !has.has(policy)).map(rowOf),
    there: [...has].filter(([policy, uses]) => !isSame(had.get(policy), uses)).map(rowOf),
  };
}

function usesIn({ attached, boundary }: ResourceParts): Map<string, Uses> {
  const uses = new Map(attached.map(({ arn }): [string, Uses] => [arn, { is_attached: true, is_boundary: false }]));
  if (boundary !== null) uses.set(boundary, { is_attached: uses.has(boundary), is_boundary: true });
  return uses;
}

function isSame(one: Uses | undefined, other: Uses): boolean {
  return one?.is_attached === other.is_attached && one.is_boundary === other.is_boundary;
}
