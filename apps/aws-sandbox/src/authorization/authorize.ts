import { type Decision, evaluate } from '@gatehouse/iam-policy';

import type { Protocol } from '../protocol/protocol.js';
import { headerValue } from '../protocol/wire.js';
import type { Call } from '../service/call.js';
import type { Sandbox } from '../sandbox.js';
import type { Role, World } from '../state/model.js';
import { encodeAuthorizationMessage } from '../sts/authorization-message.js';
import type { AccessQuestion } from './access-question.js';
import type { Asker, Caller, ServiceCaller } from './caller.js';
import { type CallFacts, contextKeys } from './context-keys.rules.js';
import { type Denial, denialMessage } from './denial-message.rules.js';
import { policySetFor, principalFor } from './policy-set.js';

/** Throws the protocol's access-denied error unless every question is allowed; `hear` is told each decision. */
export function authorize(
  call: Call<Caller>,
  questions: readonly AccessQuestion[],
  protocol: Protocol,
  hear?: (decision: Decision) => void,
): void {
  const common = {
    world: call.world,
    region: call.region,
    now: call.now,
    sourceIp: call.request.sourceIp,
    userAgent: headerValue(call.request, 'user-agent'),
    referer: headerValue(call.request, 'referer'),
  };
  if (isShutOut(call.caller, questions[0])) throw protocol.signingError({ kind: 'bad-token' });
  for (const question of questions) {
    const caller = question.asking ?? call.caller;
    const facts: CallFacts = { ...common, caller };
    const decision = withinPartition(facts, question, decide(call.world, facts, question));
    hear?.(decision);
    if (decision.allowed) continue;
    throw protocol.accessDenied(messageFor(caller, question, decision), () =>
      encodeAuthorizationMessage(call.tokens.seal, { caller, question, decision }),
    );
  }
}

/**
 * IAM does not know the tokens of federated users, nor those of GetSessionToken without a code of a device, whatever
 * policies say (IAM User Guide, "Compare AWS STS credentials").
 */
function isShutOut(caller: Caller, question: AccessQuestion | undefined): boolean {
  if (question?.action.startsWith('iam:') !== true) return false;
  if (caller.kind === 'federated-user') return true;
  return caller.kind === 'user' && caller.session !== undefined && caller.session.multiFactorAt === undefined;
}

/** Partitions share nothing: what is in another one cannot be reached, whatever policies say. */
function withinPartition(
  { world, caller }: CallFacts,
  { resourceAccountId }: AccessQuestion,
  decision: Decision,
): Decision {
  const [theirs, own] = ['accountId' in caller ? caller.accountId : resourceAccountId, resourceAccountId].map(
    (id) => world.accounts.get(id)?.partition,
  );
  if (theirs === own || theirs === undefined || own === undefined) return decision;
  return { ...decision, allowed: false, verdict: 'implicit-deny', reason: 'not-allowed', decidedBy: 'resource' };
}

function decide(world: World, facts: CallFacts, question: AccessQuestion): Decision {
  const request = {
    principal: principalFor(facts.caller),
    action: question.action,
    resource: question.resource,
    resourceAccountId: question.resourceAccountId,
    context: contextKeys(facts, question),
  };
  return evaluate(request, policySetFor(world, facts.caller, question));
}

function messageFor(caller: Asker, question: AccessQuestion, decision: Decision): string {
  if (caller.kind === 'anonymous') return 'Access Denied';
  const { action, resource } = question;
  if (caller.kind === 'federated') return `Not authorized to perform ${action}`;
  const quoteResource = action.startsWith('s3:');
  return denialMessage({ callerArn: caller.arn, action, resource, quoteResource }, denialOf(decision));
}

function denialOf({ decidedBy, verdict }: Decision): Denial {
  return { explicit: verdict === 'explicit-deny', layer: decidedBy === 'account' ? 'identity' : decidedBy };
}

/** Whether a role lets an AWS service assume it. */
export function authorizeServiceAssumption(sandbox: Sandbox, role: Role, service: string): boolean {
  const caller: ServiceCaller = { kind: 'service', accountId: role.accountId, arn: service };
  const facts: CallFacts = {
    world: sandbox.world,
    caller,
    region: 'us-east-1',
    now: sandbox.now(),
    sourceIp: '127.0.0.1',
    userAgent: undefined,
  };
  const question: AccessQuestion = {
    action: 'sts:AssumeRole',
    resource: role.arn,
    resourceAccountId: role.accountId,
    resourceTags: role.tags,
    resourcePolicy: { kind: 'trust', document: role.trustPolicy },
  };
  return decide(sandbox.world, facts, question).allowed;
}
