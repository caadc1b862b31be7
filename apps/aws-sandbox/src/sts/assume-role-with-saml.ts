import { createHash } from 'node:crypto';

import {
  AssumeRoleWithSAML$,
  type AssumeRoleWithSAMLRequest,
  type AssumeRoleWithSAMLResponse,
} from '@aws-sdk/client-sts';

import type { AccessQuestion } from '../authorization/access-question.js';
import type { Caller, FederatedCaller } from '../authorization/caller.js';
import { iamStateOf } from '../iam/iam-state.js';
import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { openOperation } from '../service/operation.js';
import { partitionOf } from '../state/lookup.js';
import type { Role } from '../state/model.js';
import { NO_INHERITANCE, type SessionShape, sessionSeconds, sessionShape } from './assume-role.rules.js';
import { federatedRole } from './federated-role.js';
import { issueRoleSession } from './issue-role-session.js';
import { roleQuestions } from './role-questions.js';
import {
  type SamlAssertion,
  type SamlIdentity,
  directoryKeys,
  offersRole,
  samlIdentityOf,
} from './saml-assertion.rules.js';
import { readMetadata, readSamlResponse } from './saml-response.js';
import { SESSION_CONSTRAINTS, refusePolicyArns, refuseRoleArn, refuseTags } from './session-input.rules.js';
import { packedSizeOf, sessionPoliciesOf } from './session-policies.js';
import { invalidToken } from './web-identity.rules.js';

const ACTION = 'sts:AssumeRoleWithSAML';
const CONSTRAINTS = {
  ...SESSION_CONSTRAINTS,
  PrincipalArn: { minLength: 20, maxLength: 2048 },
  SAMLAssertion: { minLength: 4, maxLength: 100_000 },
};

/** The signed assertion is the credential: calls come without signature. */
export const assumeRoleWithSaml = openOperation<AssumeRoleWithSAMLRequest, AssumeRoleWithSAMLResponse>({
  schema: AssumeRoleWithSAML$,
  access: accessNeeded,
  handle: (input, call) => {
    const { role, identity, issuer, asking, nameQualifier } = believed(input, call);
    const packed = packedSizeOf(input, identity.tags);
    const session = issueRoleSession(call, {
      role,
      sessionName: identity.sessionName,
      seconds: secondsOf(input, role, identity, call),
      shape: shapeOf(identity),
      sessionPolicies: sessionPoliciesOf(input, role.accountId, call.world),
      chained: false,
      federation: lastingKeys(asking),
    });
    return {
      ...session,
      Subject: identity.subject,
      SubjectType: identity.subjectType,
      Issuer: issuer,
      Audience: identity.audience,
      NameQualifier: nameQualifier,
      ...(packed === undefined ? {} : { PackedPolicySize: packed }),
    };
  },
});

function accessNeeded(input: AssumeRoleWithSAMLRequest, call: Call<Caller>): readonly AccessQuestion[] {
  refuseViolations({ ...input }, CONSTRAINTS);
  refuseRoleArn(input.RoleArn);
  refusePolicyArns(input.PolicyArns);
  const { role, identity, asking } = believed(input, call);
  refuseTags(identity.tags);
  return roleQuestions({ role, action: ACTION, shape: shapeOf(identity), sessionName: identity.sessionName, asking });
}

interface Believed {
  readonly role: Role;
  readonly identity: SamlIdentity;
  readonly issuer: string;
  readonly asking: FederatedCaller;
  readonly nameQualifier: string;
}

/** The role and who wants it, with the assertion's signature checked. */
function believed(
  { RoleArn = '', PrincipalArn = '', SAMLAssertion = '' }: AssumeRoleWithSAMLRequest,
  call: Call<Caller>,
): Believed {
  const role = federatedRole(call.world, RoleArn, ACTION);
  const { issuer, assertion } = signedAssertion(SAMLAssertion, PrincipalArn, { role, call });
  const identity = samlIdentityOf(assertion, partitionOf(call.world, role.accountId), call.now);
  if (!offersRole(assertion, RoleArn, PrincipalArn)) {
    throw new AwsError('AccessDenied', `Not authorized to perform ${ACTION}`, { status: 403 });
  }
  const name = PrincipalArn.slice(PrincipalArn.lastIndexOf('/') + 1);
  const nameQualifier = createHash('sha1').update(`${issuer}${role.accountId}/${name}`).digest('base64');
  const doc = `${role.accountId}/${name}`;
  const asking: FederatedCaller = {
    kind: 'federated',
    type: 'SAMLUser',
    provider: PrincipalArn,
    principalId: `${nameQualifier}:${identity.subject}`,
    userName: identity.subject,
    context: {
      'aws:FederatedProvider': PrincipalArn,
      'saml:aud': identity.audience,
      'saml:iss': issuer,
      'saml:sub': identity.subject,
      'saml:sub_type': identity.subjectType,
      'saml:namequalifier': nameQualifier,
      'saml:doc': doc,
      ...directoryKeys(assertion),
    },
  };
  return { role, identity, issuer, asking, nameQualifier };
}

interface Place {
  readonly role: Role;
  readonly call: Call<Caller>;
}

function signedAssertion(
  encoded: string,
  providerArn: string,
  { role, call }: Place,
): { readonly issuer: string; readonly assertion: SamlAssertion } {
  const provider = iamStateOf(call.world, role.accountId).samlProviders.get(providerArn);
  const trusted = provider === undefined ? undefined : readMetadata(provider.metadata);
  if (trusted === undefined) throw invalidToken("Specified provider doesn't exist");
  const response = readSamlResponse(encoded);
  if (response === undefined) throw invalidToken('Invalid SAML response');
  if (response.issuer !== trusted.entityId) throw invalidToken('Issuer not present in specified provider');
  const assertion = response.signedBy(trusted.certificates);
  if (assertion?.issuer !== trusted.entityId) throw invalidToken('Response signature invalid');
  return { issuer: trusted.entityId, assertion };
}

function shapeOf({ tags, transitiveTagKeys, sourceIdentity }: SamlIdentity): SessionShape {
  return sessionShape(
    { Tags: tags, TransitiveTagKeys: transitiveTagKeys, SourceIdentity: sourceIdentity },
    NO_INHERITANCE,
  );
}

/** The session at the provider may end sooner than what is asked for. */
function secondsOf(
  { DurationSeconds }: AssumeRoleWithSAMLRequest,
  role: Role,
  { sessionUntil }: SamlIdentity,
  call: Call<Caller>,
): number {
  const seconds = sessionSeconds(DurationSeconds, role.maxSessionSeconds, false);
  if (sessionUntil === undefined) return seconds;
  return Math.min(seconds, Math.max(0, Math.floor((sessionUntil.getTime() - call.now.getTime()) / 1000)));
}

/** What later calls of the session can still be asked about (IAM User Guide, "Available keys for SAML-based federation"). */
function lastingKeys({ context }: FederatedCaller): Readonly<Record<string, string>> {
  const lasting = ['aws:FederatedProvider', 'saml:namequalifier', 'saml:sub', 'saml:sub_type'];
  return Object.fromEntries(lasting.map((key) => [key, String(context[key])]));
}
