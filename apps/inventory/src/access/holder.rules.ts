import {
  AccessIndex,
  NO,
  prepareRequest,
  principalContext,
  principalOf,
  type CompiledPolicy,
  type CompiledStatement,
  type PrincipalPolicies,
  type Truth,
  type WhoCanQuestion,
} from '@gatehouse/iam-policy';

/** A principal with what AWS itself fills in of a request of it. */
export interface AskedPrincipal {
  readonly arn: string;
  readonly accountId: string;
  /** Of its account; undefined outside of organizations. */
  readonly organizationId: string | undefined;
}

/** The question as this principal would ask it: who it is settles the conditions that speak of that. */
export function questionOf({ arn, organizationId }: AskedPrincipal, question: WhoCanQuestion): WhoCanQuestion {
  const context = {
    ...(question.context as Readonly<Record<string, string>>),
    ...principalContext(principalOf(arn)),
    ...(organizationId !== undefined && { 'aws:PrincipalOrgID': organizationId }),
  };
  return { ...question, context };
}

/** Whether the principal can, knowing who it is: `UNSURE` under conditions that nobody can settle beforehand. */
export function judgeHolder(principal: AskedPrincipal, policies: PrincipalPolicies, asked: WhoCanQuestion): Truth {
  const indexed = (policy: CompiledPolicy, at: number) => ({ id: `${policy.kind} ${at}`, read: () => policy });
  const { identityPolicies, permissionsBoundary, scps } = policies;
  const index = new AccessIndex();
  let count = 0;
  index.put({
    arn: principal.arn,
    accountId: principal.accountId,
    identityPolicies: identityPolicies.map((policy) => indexed(policy, (count += 1))),
    ...(permissionsBoundary && { permissionsBoundary: indexed(permissionsBoundary, (count += 1)) }),
    scps: scps.map((level) => level.map((policy) => indexed(policy, (count += 1)))),
  });
  return index.can(principal.arn, asked);
}

/** What of a resource itself lets somebody in. */
export interface LettingIn {
  readonly policy?: CompiledPolicy;
  /** A bucket's access control list, written as a policy. */
  readonly acl?: CompiledPolicy;
}

/** What of the policies speaks about the question. */
export interface HolderReasons {
  /** Ids of the identity policies that allow it. */
  readonly allowedBy: readonly string[];
  readonly isLetInByResource: boolean;
  readonly isLetInByAcl: boolean;
  /** Keys of the conditions that are open, as the policies write them. */
  readonly conditionKeys: readonly string[];
}

/** Why a principal can do what was asked. */
export function reasonsOf(
  arn: string,
  policies: PrincipalPolicies,
  asked: WhoCanQuestion,
  letsIn: LettingIn,
): HolderReasons {
  const { action, resource, context = {} } = asked;
  const request = prepareRequest({ principal: arn, action, resource, context }, false);
  const speaks = (statement: CompiledStatement) =>
    statement.matchesAction(request) !== NO && statement.matchesResource(request) !== NO;
  const reaches = (statement: CompiledStatement) => statement.matchesPrincipal(request).truth !== NO;
  const { identityPolicies, permissionsBoundary, scps } = policies;
  const known = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  const statementsOf = (policy: CompiledPolicy) => [...policy.allows, ...policy.denies].filter(speaks);
  const own = [...identityPolicies, ...(permissionsBoundary ? [permissionsBoundary] : []), ...scps.flat()];
  const others = [...(asked.resourcePolicy ? [asked.resourcePolicy] : []), ...(asked.rcps ?? []).flat()];
  const statements = [...own.flatMap(statementsOf), ...others.flatMap(statementsOf).filter(reaches)];
  const keys = statements.flatMap(({ source }) => source.conditions.map(({ key }) => key.value));
  const isLetInBy = (policy: CompiledPolicy | undefined) =>
    policy?.allows.some((it) => speaks(it) && reaches(it)) === true;
  return {
    allowedBy: identityPolicies.filter(({ allows }) => allows.some(speaks)).map(({ id }) => id),
    isLetInByResource: isLetInBy(letsIn.policy),
    isLetInByAcl: isLetInBy(letsIn.acl),
    conditionKeys: [...new Set(keys)].filter((key) => !known.has(key.toLowerCase())).sort(),
  };
}

const LONGEST = 2_000;

/** The reasons as a sentence; `nameOf` gives the names that people know policies by. */
export function explanationOf(
  { allowedBy, isLetInByResource, isLetInByAcl, conditionKeys }: HolderReasons,
  isConditional: boolean,
  nameOf: (policyId: string) => string,
): string {
  const names = [...new Set(allowedBy.map(nameOf))].join(', ');
  const grants = [
    ...(names === '' ? [] : [`its ${allowedBy.length === 1 ? 'policy' : 'policies'} ${names}`]),
    ...(isLetInByResource ? ['the policy of the resource'] : []),
    ...(isLetInByAcl ? ['the access control list of the bucket, which names its account'] : []),
  ].join(' and by ');
  const open = conditionKeys.length === 0 ? 'what its policies say of variables' : conditionKeys.join(', ');
  const limit = isConditional ? `, depending on ${open}` : '';
  return `Allowed by ${grants}${limit}.`.slice(0, LONGEST);
}
