import { deflateRawSync, inflateRawSync } from 'node:zlib';

import type { CompiledStatement, Decision, ListElement, PolicySet, StatementRef } from '@gatehouse/iam-policy';

import type { AccessQuestion } from '../authorization/access-question.js';
import type { Asker } from '../authorization/caller.js';
import type { Seal } from '../signing/seal.js';

interface Refusal {
  readonly caller: Asker;
  readonly question: AccessQuestion;
  readonly decision: Decision;
}

interface SealedMessage {
  readonly purpose: 'authorization-message';
  /** Deflated, in base 64. */
  readonly text: string;
}

/**
 * Why a call was refused, sealed: the encoded text that EC2 and others put into their errors and that only
 * DecodeAuthorizationMessage can read.
 */
export function encodeAuthorizationMessage(seal: Seal, refusal: Refusal): string {
  const text = deflateRawSync(JSON.stringify(messageOf(refusal))).toString('base64');
  const message: SealedMessage = { purpose: 'authorization-message', text };
  return Buffer.from(seal.close(message), 'base64').toString('base64url');
}

/** The JSON text inside, or undefined when it was not encoded here. */
export function decodeAuthorizationMessage(seal: Seal, encoded: string): string | undefined {
  const message = seal.open(Buffer.from(encoded, 'base64url').toString('base64')) as Partial<SealedMessage> | undefined;
  if (message?.purpose !== 'authorization-message') return undefined;
  return inflateRawSync(Buffer.from(message.text ?? '', 'base64')).toString('utf8');
}

/** The fields that the STS API reference lists for DecodeAuthorizationMessage. */
function messageOf(refusal: Refusal): object {
  const { caller, question, decision } = refusal;
  const explicit = decision.verdict === 'explicit-deny';
  const context = decision.request.context ?? {};
  return {
    allowed: decision.allowed,
    explicitDeny: explicit,
    matchedStatements: { items: explicit ? decision.determining.map((ref) => statementOf(ref, refusal)) : [] },
    failures: { items: [] },
    context: {
      principal: principalOf(caller),
      action: question.action,
      resource: question.resource,
      conditions: {
        items: Object.entries(context).map(([key, value]) => ({
          key,
          values: { items: [value].flat().map((each) => ({ value: String(each) })) },
        })),
      },
    },
  };
}

/** The statement as it is written. */
function statementOf(ref: StatementRef, { caller, decision }: Refusal): object {
  const source = denialsOf(decision.policies).find((each) => each.ref === ref)?.source;
  return {
    statementId: ref.sid ?? '',
    effect: 'DENY',
    principals: list('userId' in caller ? [caller.userId] : []),
    principalGroups: list([]),
    actions: list(textsOf(source?.action)),
    resources: list(textsOf(source?.resource)),
    conditions: list([]),
  };
}

function textsOf(element: ListElement | undefined): readonly string[] {
  return element === undefined ? [] : element.values.map(({ value }) => value);
}

function list(values: readonly string[]): object {
  return { items: values.map((value) => ({ value })) };
}

function denialsOf(set: PolicySet): readonly CompiledStatement[] {
  const levels = [...(set.scps ?? []), ...(set.rcps ?? [])].flatMap(({ policies }) => policies);
  const single = [set.permissionsBoundary, set.resourcePolicy, set.trustPolicy, set.vpcEndpointPolicy];
  const lists = [
    ...levels,
    ...(set.identityPolicies ?? []),
    ...(set.groupPolicies ?? []),
    ...(set.sessionPolicies ?? []),
  ];
  return [...lists, ...single].flatMap((policy) => policy?.denies ?? []);
}

function principalOf(caller: Asker): object {
  switch (caller.kind) {
    case 'role-session':
    case 'federated-user':
      return { id: caller.userId, arn: caller.arn };
    case 'user':
      return { id: caller.userId, name: caller.user.name, arn: caller.arn };
    case 'federated':
      return { id: caller.principalId, name: caller.userName };
    case 'service':
      return { id: caller.arn };
    case 'anonymous':
      return { id: 'Anonymous' };
  }
}
