import type { EligibleRole } from '@gatehouse/contracts';

/** What came of looking for one role. */
export type RoleChoice =
  | { readonly found: 'one'; readonly roleArn: string }
  | { readonly found: 'none' }
  | { readonly found: 'several'; readonly roleArns: readonly string[] };

/** ConsoleMe's way to choose: case is ignored, an exact ARN wins, else exactly one ARN must contain the text. */
export function chooseRole(query: string, roles: readonly Pick<EligibleRole, 'roleArn'>[]): RoleChoice {
  const wanted = query.toLowerCase();
  const exact = roles.filter(({ roleArn }) => roleArn.toLowerCase() === wanted);
  const matching = exact.length > 0 ? exact : roles.filter(({ roleArn }) => roleArn.toLowerCase().includes(wanted));
  const [only, ...others] = matching;
  if (!only) return { found: 'none' };
  if (others.length === 0) return { found: 'one', roleArn: only.roleArn };
  return { found: 'several', roleArns: matching.map(({ roleArn }) => roleArn).sort() };
}
