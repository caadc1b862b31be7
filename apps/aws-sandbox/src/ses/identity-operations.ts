import {
  DeleteIdentity$,
  type DeleteIdentityRequest,
  DeleteIdentityPolicy$,
  type DeleteIdentityPolicyRequest,
  GetIdentityPolicies$,
  type GetIdentityPoliciesRequest,
  type GetIdentityPoliciesResponse,
  GetIdentityVerificationAttributes$,
  type GetIdentityVerificationAttributesRequest,
  type GetIdentityVerificationAttributesResponse,
  ListIdentities$,
  type ListIdentitiesRequest,
  type ListIdentitiesResponse,
  ListIdentityPolicies$,
  type ListIdentityPoliciesRequest,
  type ListIdentityPoliciesResponse,
  PutIdentityPolicy$,
  type PutIdentityPolicyRequest,
  VerifyDomainIdentity$,
  type VerifyDomainIdentityRequest,
  type VerifyDomainIdentityResponse,
  VerifyEmailIdentity$,
  type VerifyEmailIdentityRequest,
} from '@aws-sdk/client-ses';

import { AwsError } from '../protocol/aws-error.js';
import { cutPage } from '../protocol/paging.rules.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { addIdentity, identityKind, identityNamed, onIdentity } from './identities.js';
import { policyProblem } from './identity-policies.rules.js';
import { invalidParameter } from './ses-errors.js';
import { type EmailIdentity, sesIn } from './ses-state.js';

const MAX_ITEMS = 1000;
const MAX_POLICIES = 20;
const MAX_NAMED = 100;

export const listIdentities = operation<ListIdentitiesRequest, ListIdentitiesResponse>({
  schema: ListIdentities$,
  access: (_input, call) => [onIdentity(call, 'ListIdentities', {})],
  handle: (input, { world, caller, region }) => {
    refuseViolations({ IdentityType: input.IdentityType }, { IdentityType: { oneOf: ['EmailAddress', 'Domain'] } });
    const { identities } = sesIn(world, { accountId: caller.accountId, region });
    const wanted = [...identities.values()].filter(({ kind }) => isOfType(kind, input.IdentityType));
    const { items, next } = cutPage(wanted, {
      keyOf: ({ name }) => name,
      limit: Math.min(Math.max(input.MaxItems ?? MAX_ITEMS, 1), MAX_ITEMS),
      token: input.NextToken,
      badToken: () => invalidParameter('Invalid value for NextToken.'),
    });
    return { Identities: items.map(({ name }) => name), ...(next === undefined ? {} : { NextToken: next }) };
  },
});

function isOfType(kind: EmailIdentity['kind'], type: ListIdentitiesRequest['IdentityType']): boolean {
  return type === undefined || (type === 'Domain') === (kind === 'DOMAIN');
}

export const verifyEmailIdentity = operation<VerifyEmailIdentityRequest, object>({
  schema: VerifyEmailIdentity$,
  access: (_input, call) => [onIdentity(call, 'VerifyEmailIdentity', {})],
  handle: ({ EmailAddress = '' }, call) => {
    if (identityKind(EmailAddress) !== 'EMAIL_ADDRESS')
      throw invalidParameter(`Invalid email address<${EmailAddress}>.`);
    addIdentity(call, { name: EmailAddress, kind: 'EMAIL_ADDRESS' });
    return {};
  },
});

export const verifyDomainIdentity = operation<VerifyDomainIdentityRequest, VerifyDomainIdentityResponse>({
  schema: VerifyDomainIdentity$,
  access: (_input, call) => [onIdentity(call, 'VerifyDomainIdentity', {})],
  handle: ({ Domain = '' }, call) => {
    if (identityKind(Domain) !== 'DOMAIN') throw invalidParameter(`Invalid domain name ${Domain}.`);
    return { VerificationToken: addIdentity(call, { name: Domain, kind: 'DOMAIN' }).token };
  },
});

/** Deleting what is not there is no error. */
export const deleteIdentity = operation<DeleteIdentityRequest, object>({
  schema: DeleteIdentity$,
  access: (_input, call) => [onIdentity(call, 'DeleteIdentity', {})],
  handle: ({ Identity = '' }, { world, caller, region }) => {
    sesIn(world, { accountId: caller.accountId, region }).identities.delete(Identity.toLowerCase());
    return {};
  },
});

export const getIdentityVerificationAttributes = operation<
  GetIdentityVerificationAttributesRequest,
  GetIdentityVerificationAttributesResponse
>({
  schema: GetIdentityVerificationAttributes$,
  access: (_input, call) => [onIdentity(call, 'GetIdentityVerificationAttributes', {})],
  handle: ({ Identities = [] }, call) => {
    if (Identities.length > MAX_NAMED)
      throw invalidParameter(`At most ${String(MAX_NAMED)} identities can be asked for.`);
    const found = Identities.map((name) => identityNamed(call, name)).filter((each) => each !== undefined);
    const attributes = found.map(({ name, kind, token }) => {
      const more = kind === 'DOMAIN' ? { VerificationToken: token } : {};
      return [name, { VerificationStatus: 'Success' as const, ...more }] as const;
    });
    return { VerificationAttributes: Object.fromEntries(attributes) };
  },
});

/** SES asks for permission on policies without naming the identity. */
function asking(action: string) {
  return (_input: object, call: Call) => [onIdentity(call, action, {})];
}

function existing(call: Call, name: string | undefined): EmailIdentity {
  const found = identityNamed(call, name ?? '');
  if (found === undefined) throw invalidParameter(`Identity <${name ?? ''}> does not exist.`);
  return found;
}

export const putIdentityPolicy = operation<PutIdentityPolicyRequest, object>({
  schema: PutIdentityPolicy$,
  access: asking('PutIdentityPolicy'),
  handle: ({ Identity, PolicyName = '', Policy = '' }, call) => {
    refuseViolations({ PolicyName }, { PolicyName: { minLength: 1, maxLength: 64, pattern: '[A-Za-z0-9_-]+' } });
    const { policies, arn } = existing(call, Identity);
    const problem = policyProblem(call.world, Policy, arn);
    if (problem !== undefined) throw new AwsError('InvalidPolicy', problem);
    if (!policies.has(PolicyName) && policies.size >= MAX_POLICIES) {
      throw new AwsError('LimitExceeded', `An identity has at most ${String(MAX_POLICIES)} policies.`);
    }
    policies.set(PolicyName, Policy);
    return {};
  },
});

export const listIdentityPolicies = operation<ListIdentityPoliciesRequest, ListIdentityPoliciesResponse>({
  schema: ListIdentityPolicies$,
  access: asking('ListIdentityPolicies'),
  handle: ({ Identity }, call) => ({ PolicyNames: [...existing(call, Identity).policies.keys()] }),
});

export const getIdentityPolicies = operation<GetIdentityPoliciesRequest, GetIdentityPoliciesResponse>({
  schema: GetIdentityPolicies$,
  access: asking('GetIdentityPolicies'),
  handle: ({ Identity, PolicyNames = [] }, call) => {
    if (PolicyNames.length > MAX_POLICIES)
      throw invalidParameter(`At most ${String(MAX_POLICIES)} policies can be asked for.`);
    const { policies } = existing(call, Identity);
    return { Policies: Object.fromEntries([...policies].filter(([name]) => PolicyNames.includes(name))) };
  },
});

export const deleteIdentityPolicy = operation<DeleteIdentityPolicyRequest, object>({
  schema: DeleteIdentityPolicy$,
  access: asking('DeleteIdentityPolicy'),
  handle: ({ Identity, PolicyName = '' }, call) => {
    existing(call, Identity).policies.delete(PolicyName);
    return {};
  },
});
