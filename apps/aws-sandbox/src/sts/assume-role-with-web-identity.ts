import {
  AssumeRoleWithWebIdentity$,
  type AssumeRoleWithWebIdentityRequest,
  type AssumeRoleWithWebIdentityResponse,
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
import { NO_INHERITANCE, sessionSeconds, sessionShape } from './assume-role.rules.js';
import { federatedRole } from './federated-role.js';
import { issueRoleSession } from './issue-role-session.js';
import { issuerKeysOf } from './issuer-keys.js';
import { isSignedBy, readToken } from './json-web-token.js';
import { roleQuestions } from './role-questions.js';
import { SESSION_CONSTRAINTS, refusePolicyArns, refuseRoleArn, refuseTags } from './session-input.rules.js';
import { packedSizeOf, sessionPoliciesOf } from './session-policies.js';
import {
  type WebIdentity,
  identityKeys,
  invalidToken,
  isKnownIssuer,
  issuerName,
  webIdentityOf,
} from './web-identity.rules.js';

const ACTION = 'sts:AssumeRoleWithWebIdentity';
const CONSTRAINTS = {
  ...SESSION_CONSTRAINTS,
  WebIdentityToken: { minLength: 4, maxLength: 20_000 },
  ProviderId: { minLength: 4, maxLength: 2048 },
};

/** The token is the credential: calls come without signature. */
export const assumeRoleWithWebIdentity = openOperation<
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse
>({
  schema: AssumeRoleWithWebIdentity$,
  access: accessNeeded,
  handle: (input, call) => {
    const { role, identity, asking } = believed(input, call);
    const packed = packedSizeOf(input, identity.tags);
    const session = issueRoleSession(call, {
      role,
      sessionName: input.RoleSessionName ?? '',
      seconds: sessionSeconds(input.DurationSeconds, role.maxSessionSeconds, false),
      shape: shapeOf(identity),
      sessionPolicies: sessionPoliciesOf(input, role.accountId, call.world),
      chained: false,
      federation: lastingKeys(asking),
    });
    return {
      ...session,
      SubjectFromWebIdentityToken: identity.subject,
      Provider: asking.provider,
      Audience: identity.audience,
      ...(packed === undefined ? {} : { PackedPolicySize: packed }),
    };
  },
});

function accessNeeded(input: AssumeRoleWithWebIdentityRequest, call: Call<Caller>): readonly AccessQuestion[] {
  refuseViolations({ ...input }, CONSTRAINTS);
  refuseRoleArn(input.RoleArn);
  refusePolicyArns(input.PolicyArns);
  const { role, identity, asking } = believed(input, call);
  refuseTags(identity.tags);
  const sessionName = input.RoleSessionName ?? '';
  return roleQuestions({ role, action: ACTION, shape: shapeOf(identity), sessionName, asking });
}

interface Believed {
  readonly role: Role;
  readonly identity: WebIdentity;
  readonly asking: FederatedCaller;
}

/** The role and who wants it, with the token's signature checked. */
function believed(
  { RoleArn, WebIdentityToken, ProviderId }: AssumeRoleWithWebIdentityRequest,
  call: Call<Caller>,
): Believed {
  if (ProviderId !== undefined) {
    throw new AwsError(
      'IDPCommunicationError',
      `The identity provider ${ProviderId} could not be reached to verify the token.`,
    );
  }
  const token = readToken(WebIdentityToken ?? '');
  if (token === undefined) {
    throw invalidToken(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
  const role = federatedRole(call.world, RoleArn ?? '', ACTION);
  const identity = webIdentityOf(token.claims, call.now);
  const provider = providerOf(identity, role, call);
  const keys = issuerKeysOf(call.world, identity.issuer);
  if (keys === undefined) {
    throw invalidToken(
      "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements",
    );
  }
  if (!isSignedBy(token, keys))
    throw invalidToken('The signature of the token could not be verified with the keys of its issuer.');
  return { role, identity, asking: askingAs(identity, provider) };
}

/** The provider in the role's own account, under the name that trust policies give it. */
function providerOf(identity: WebIdentity, role: Role, { world }: Call<Caller>): string {
  if (isKnownIssuer(identity.issuer)) return issuerName(identity.issuer);
  const arn = `arn:${partitionOf(world, role.accountId)}:iam::${role.accountId}:oidc-provider/${issuerName(identity.issuer)}`;
  const provider = iamStateOf(world, role.accountId).oidcProviders.get(arn);
  if (provider === undefined) {
    throw invalidToken(`No OpenIDConnect provider found in your account for ${identity.issuer}`);
  }
  if (!provider.clientIds.includes(identity.audience)) throw invalidToken('Incorrect token audience');
  return arn;
}

function askingAs(identity: WebIdentity, provider: string): FederatedCaller {
  return {
    kind: 'federated',
    type: 'WebIdentityUser',
    provider,
    principalId: `${provider}:${identity.audience}:${identity.subject}`,
    userName: identity.subject,
    context: { 'aws:FederatedProvider': provider, ...identityKeys(identity) },
  };
}

function shapeOf({ tags, transitiveTagKeys, sourceIdentity }: WebIdentity) {
  return sessionShape(
    { Tags: tags, TransitiveTagKeys: transitiveTagKeys, SourceIdentity: sourceIdentity },
    NO_INHERITANCE,
  );
}

/** What later calls of the session can still be asked about: keys with one value. */
function lastingKeys({ context }: FederatedCaller): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(context).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
