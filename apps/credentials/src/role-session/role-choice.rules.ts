/** A role that an actor is eligible for, as far as choosing needs. */
export interface Candidate {
  readonly roleArn: string;
  readonly cliOnly: boolean;
}

/** Which role is meant, or why that cannot be told. */
export type RoleChoice =
  | { readonly chosen: Candidate }
  | { readonly because: 'NONE' }
  | { readonly because: 'ROLE_AMBIGUOUS'; readonly matches: readonly string[]; readonly matchCount: number };

/** Matches that are shown to somebody who has to be more exact. */
const MATCHES_SHOWN = 20;

/**
 * Finds the one role that a text means, case ignored: the role of exactly this ARN, or else the only one whose ARN
 * contains it. For the console, roles that are open to it go before those that are not.
 */
export function chooseRole(candidates: Iterable<Candidate>, query: string, forConsole: boolean): RoleChoice {
  const wanted = query.toLowerCase();
  const matches: Candidate[] = [];
  for (const candidate of candidates) {
    const arn = candidate.roleArn.toLowerCase();
    if (arn === wanted) return { chosen: candidate };
    if (arn.includes(wanted)) matches.push(candidate);
  }
  const open = forConsole ? matches.filter(({ cliOnly }) => !cliOnly) : matches;
  return oneOf(open.length > 0 ? open : matches);
}

function oneOf(matches: readonly Candidate[]): RoleChoice {
  const [only] = matches;
  if (only === undefined) return { because: 'NONE' };
  if (matches.length === 1) return { chosen: only };
  const shown = matches.map(({ roleArn }) => roleArn).sort();
  return { because: 'ROLE_AMBIGUOUS', matches: shown.slice(0, MATCHES_SHOWN), matchCount: matches.length };
}
