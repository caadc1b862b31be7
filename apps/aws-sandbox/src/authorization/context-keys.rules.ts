import type { World } from '../state/model.js';
import { pathTo } from '../state/organization.js';
import type { AccessQuestion, ContextValue } from './access-question.js';
import {
  type Asker,
  type FederationTokenFacts,
  type RoleSession,
  type SignedCaller,
  type UserTokenFacts,
  principalTags,
} from './caller.js';

/** What a call tells about itself beside the question. */
export interface CallFacts {
  readonly world: Pick<World, 'accounts' | 'organizations'>;
  readonly caller: Asker;
  readonly region: string;
  readonly now: Date;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
  readonly referer?: string | undefined;
}

type Context = Record<string, ContextValue>;

/** The global condition keys of a call (IAM User Guide, "AWS global condition context keys"). */
export function contextKeys(facts: CallFacts, question: AccessQuestion): Readonly<Context> {
  const context: Context = {
    'aws:CurrentTime': facts.now.toISOString(),
    'aws:EpochTime': Math.floor(facts.now.getTime() / 1000),
    'aws:RequestedRegion': facts.region,
    // Real AWS takes no call without TLS; a policy that asks for it must not fail on loopback.
    'aws:SecureTransport': true,
    'aws:SourceIp': facts.sourceIp,
    'aws:ResourceAccount': question.resourceAccountId,
    'aws:ViaAWSService': false,
    ...principalKeys(facts),
    ...resourceKeys(facts, question),
    ...question.context,
  };
  if (facts.userAgent !== undefined) context['aws:UserAgent'] = facts.userAgent;
  if (facts.referer !== undefined) context['aws:referer'] = facts.referer;
  return context;
}

function principalKeys(facts: CallFacts): Context {
  const { caller } = facts;
  switch (caller.kind) {
    case 'role-session':
      return {
        ...signedKeys(facts, caller, 'AssumedRole'),
        'aws:PrincipalArn': caller.role.arn,
        ...sessionKeys(caller),
      };
    case 'user':
      return {
        ...signedKeys(facts, caller, 'User'),
        'aws:PrincipalArn': caller.arn,
        'aws:username': caller.user.name,
        ...(caller.session === undefined ? {} : temporaryKeys(caller.session, facts.now)),
      };
    case 'federated-user':
      return {
        ...signedKeys(facts, caller, 'FederatedUser'),
        'aws:PrincipalArn': caller.arn,
        ...temporaryKeys(caller.session, facts.now),
      };
    case 'federated':
      return { 'aws:PrincipalIsAWSService': false, ...caller.context };
    case 'service':
      return {
        'aws:PrincipalIsAWSService': true,
        'aws:PrincipalServiceName': caller.arn,
        'aws:PrincipalServiceNamesList': [caller.arn],
      };
    case 'anonymous':
      return { 'aws:PrincipalType': 'Anonymous', 'aws:PrincipalIsAWSService': false };
  }
}

function signedKeys(facts: CallFacts, caller: SignedCaller, type: string): Context {
  return {
    ...accountKeys(facts, caller.accountId),
    'aws:PrincipalType': type,
    'aws:userid': caller.userId,
    'aws:PrincipalIsAWSService': false,
    ...tagKeys('aws:PrincipalTag', principalTags(caller)),
  };
}

/** Codes shown to AssumeRole are no longer visible in the session it makes (IAM User Guide, "MFA-protected API access"). */
function sessionKeys({ session }: RoleSession): Context {
  return {
    'aws:TokenIssueTime': session.issuedAt.toISOString(),
    'aws:MultiFactorAuthPresent': false,
    ...(session.sourceIdentity === undefined ? {} : { 'aws:SourceIdentity': session.sourceIdentity }),
    ...session.federation,
  };
}

/** Calls with long-term keys have neither of the multi-factor keys; those with temporary ones say true or false. */
function temporaryKeys(token: UserTokenFacts | FederationTokenFacts, now: Date): Context {
  const shownAt = token.kind === 'user' ? token.multiFactorAt : undefined;
  return {
    'aws:TokenIssueTime': token.issuedAt.toISOString(),
    'aws:MultiFactorAuthPresent': shownAt !== undefined,
    ...(shownAt === undefined
      ? {}
      : { 'aws:MultiFactorAuthAge': Math.floor((now.getTime() - shownAt.getTime()) / 1000) }),
  };
}

function accountKeys(facts: CallFacts, accountId: string): Context {
  const organization = organizationPlace(facts.world, accountId);
  if (organization === undefined) return { 'aws:PrincipalAccount': accountId };
  return {
    'aws:PrincipalAccount': accountId,
    'aws:PrincipalOrgID': organization.id,
    'aws:PrincipalOrgPaths': [organization.path],
  };
}

function resourceKeys(facts: CallFacts, question: AccessQuestion): Context {
  const organization = organizationPlace(facts.world, question.resourceAccountId);
  return {
    ...(organization === undefined
      ? {}
      : { 'aws:ResourceOrgID': organization.id, 'aws:ResourceOrgPaths': [organization.path] }),
    ...tagKeys('aws:ResourceTag', [...(question.resourceTags ?? [])]),
  };
}

/** The organization and the path `o-…/r-…/ou-…/` that an account is under. */
export function organizationPlace(
  world: CallFacts['world'],
  accountId: string,
): { readonly id: string; readonly path: string } | undefined {
  const account = world.accounts.get(accountId);
  const organization = account === undefined ? undefined : world.organizations.get(account.organizationId ?? '');
  if (organization === undefined) return undefined;
  const units = pathTo(organization, accountId).filter(({ kind }) => kind !== 'account');
  return { id: organization.id, path: `${[organization.id, ...units.map(({ id }) => id)].join('/')}/` };
}

/** Later tags win over earlier ones of the same key, whatever its case: a session's over its role's. */
function tagKeys(prefix: string, tags: ReadonlyArray<readonly [string, string]>): Context {
  const byKey = new Map(tags.map(([key, value]) => [key.toLowerCase(), [key, value] as const]));
  return Object.fromEntries([...byKey.values()].map(([key, value]) => [`${prefix}/${key}`, value]));
}
