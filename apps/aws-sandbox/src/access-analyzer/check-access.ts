import {
  CheckAccessNotGranted$,
  type CheckAccessNotGrantedRequest,
  type CheckAccessNotGrantedResponse,
  CheckNoNewAccess$,
  type CheckNoNewAccessRequest,
  type CheckNoNewAccessResponse,
  CheckNoPublicAccess$,
  type CheckNoPublicAccessRequest,
  type CheckNoPublicAccessResponse,
} from '@aws-sdk/client-accessanalyzer';
import { type AccessPattern, grantsNothingNew, neverAllows } from '@gatehouse/iam-policy';

import { documentProblem } from '../authorization/policy-documents.js';
import { operation } from '../service/operation.js';
import { isPublicPolicy } from '../s3/public-policy.rules.js';
import { invalidDocument, invalidInput, onAccount } from './analyzer-access.js';
import { type PlacedStatement, compiled, grantees, statementsFor, statementsOf } from './policy-sides.rules.js';

const TRUST = 'AWS::IAM::AssumeRolePolicyDocument';
const MOST_ENTRIES = 100;

export const checkNoNewAccess = operation<CheckNoNewAccessRequest, CheckNoNewAccessResponse>({
  schema: CheckNoNewAccess$,
  access: onAccount('access-analyzer:CheckNoNewAccess'),
  handle: (input) => {
    const before = readDocument(input.existingPolicyDocument, input.policyType);
    const after = readDocument(input.newPolicyDocument, input.policyType);
    const isNew = (statements: readonly PlacedStatement[]): boolean =>
      sidesOf(statements, input.policyType).some((principal) => {
        const [old, modified] = [statementsFor(before, principal), statementsFor(statements, principal)];
        const sides = [old, modified].map((side, index) => ({
          identityPolicies: [compiled(side, `side-${String(index)}`)],
        }));
        return grantsNothingNew(sides[0] ?? {}, sides[1] ?? {}).answer !== 'nothing-new';
      });
    if (!isNew(after)) {
      return {
        result: 'PASS',
        message:
          'The updated permissions in the modified policy do not grant new access compared to your existing policy.',
      };
    }
    return {
      result: 'FAIL',
      message: 'The modified permissions grant new access compared to your existing policy.',
      reasons: reasonsOf(after, isNew, 'New access in the statement'),
    };
  },
});

export const checkAccessNotGranted = operation<CheckAccessNotGrantedRequest, CheckAccessNotGrantedResponse>({
  schema: CheckAccessNotGranted$,
  access: onAccount('access-analyzer:CheckAccessNotGranted'),
  handle: (input) => {
    const statements = readDocument(input.policyDocument, input.policyType);
    const listed = accessList(input.access ?? []);
    const grants = (some: readonly PlacedStatement[]): boolean =>
      sidesOf(some, input.policyType).some((principal) => {
        const policies = { identityPolicies: [compiled(statementsFor(some, principal), 'document')] };
        return neverAllows(policies, listed).answer !== 'never-allows';
      });
    if (!grants(statements)) {
      return {
        result: 'PASS',
        message: 'The policy document does not grant access to perform the listed actions or resources.',
      };
    }
    return {
      result: 'FAIL',
      message: 'The policy document grants access to perform one or more of the listed actions or resources.',
      reasons: reasonsOf(statements, grants, 'One or more of the listed actions or resources in the statement'),
    };
  },
});

export const checkNoPublicAccess = operation<CheckNoPublicAccessRequest, CheckNoPublicAccessResponse>({
  schema: CheckNoPublicAccess$,
  access: onAccount('access-analyzer:CheckNoPublicAccess'),
  handle: (input) => {
    const text = input.policyDocument ?? '';
    const problem = documentProblem(text, input.resourceType === TRUST ? 'trust' : 'resource');
    if (problem !== undefined) throw invalidDocument(problem);
    if (!isPublicPolicy(text)) {
      return {
        result: 'PASS',
        message: 'The resource policy does not grant public access for the given resource type.',
      };
    }
    const isPublic = (some: readonly PlacedStatement[]): boolean => isPublicPolicy(documentOf(text, some));
    return {
      result: 'FAIL',
      message: 'The resource policy grants public access for the given resource type.',
      reasons: reasonsOf(statementsOf(text), isPublic, 'Public access granted in the statement'),
    };
  },
});

/** The statements of a policy; a document that AWS would refuse is refused here. */
function readDocument(text = '', policyType: string | undefined): readonly PlacedStatement[] {
  if (policyType !== 'IDENTITY_POLICY' && policyType !== 'RESOURCE_POLICY') {
    throw invalidInput('policyType must be IDENTITY_POLICY or RESOURCE_POLICY.');
  }
  const problems =
    policyType === 'IDENTITY_POLICY'
      ? [documentProblem(text, 'identity')]
      : [documentProblem(text, 'resource'), documentProblem(text, 'trust')];
  const [problem] = problems;
  // A trust policy is a resource policy without resources: one of the two must be right.
  if (problem !== undefined && !problems.includes(undefined)) throw invalidDocument(problem);
  const statements = statementsOf(text);
  if (statements.some(({ negated }) => negated)) {
    throw invalidDocument('NotPrincipal is not supported by this check.');
  }
  return statements;
}

/** Whom a policy is looked at for: its attached identity, or each principal that a resource policy gives something to. */
function sidesOf(
  statements: readonly PlacedStatement[],
  policyType: string | undefined,
): readonly (string | undefined)[] {
  return policyType === 'IDENTITY_POLICY' ? [undefined] : [...grantees(statements)];
}

function accessList(access: NonNullable<CheckAccessNotGrantedRequest['access']>): readonly AccessPattern[] {
  if (access.length < 1) throw invalidInput('access must have at least one entry.');
  return access.map(({ actions = [], resources = [] }) => {
    if (actions.length + resources.length === 0) throw invalidInput('An entry of access needs actions or resources.');
    if (actions.length > MOST_ENTRIES || resources.length > MOST_ENTRIES) {
      throw invalidInput(`An entry of access has at most ${String(MOST_ENTRIES)} actions and resources.`);
    }
    return { actions: actions.length > 0 ? actions : ['*'], resources: resources.length > 0 ? resources : ['*'] };
  });
}

/** The Allow statements that fail by themselves, with all that denies. */
function reasonsOf(
  statements: readonly PlacedStatement[],
  fails: (some: readonly PlacedStatement[]) => boolean,
  what: string,
) {
  const denials = statements.filter(({ allows }) => !allows);
  return statements
    .filter((each) => each.allows && fails([each, ...denials]))
    .map(({ index, sid }) => ({
      description: sid === undefined ? `${what} with index: ${String(index)}.` : `${what} with sid: ${sid}.`,
      statementIndex: index,
      ...(sid === undefined ? {} : { statementId: sid }),
    }));
}

/** A document with some of its statements only. */
function documentOf(text: string, some: readonly PlacedStatement[]): string {
  const { Statement, ...rest } = JSON.parse(text) as { readonly Statement: unknown };
  const list: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  return JSON.stringify({ ...rest, Statement: some.map(({ index }) => list[index]) });
}
