import { evaluate } from '@gatehouse/iam-policy';

import { headerValue } from '../protocol/wire.js';
import type { Call } from '../service/call.js';
import type { AccessQuestion } from './access-question.js';
import type { Caller } from './caller.js';
import { type CallFacts, contextKeys } from './context-keys.rules.js';
import { denialMessage } from './denial-message.rules.js';
import { policySetFor, principalFor } from './policy-set.js';

/** Whether the caller would be allowed something, as services ask that refuse policies which lock their author out. */
export function callerMay(call: Call<Caller>, question: AccessQuestion): boolean {
  return decide(call, question).allowed;
}

/** AWS's sentence for what the caller may not do, for replies that list refusals; undefined when it is allowed. */
export function refusalOf(call: Call<Caller>, question: AccessQuestion): string | undefined {
  const { allowed, verdict, decidedBy } = decide(call, question);
  if (allowed) return undefined;
  if (!('arn' in call.caller)) return 'Access Denied';
  const { action, resource } = question;
  const asked = { callerArn: call.caller.arn, action, resource, quoteResource: action.startsWith('s3:') };
  const layer = decidedBy === 'account' ? 'identity' : decidedBy;
  return denialMessage(asked, { explicit: verdict === 'explicit-deny', layer });
}

function decide(call: Call<Caller>, question: AccessQuestion) {
  const { world, caller, region, now, request } = call;
  const userAgent = headerValue(request, 'user-agent');
  const facts: CallFacts = { world, caller, region, now, sourceIp: request.sourceIp, userAgent };
  const asked = {
    principal: principalFor(caller),
    action: question.action,
    resource: question.resource,
    resourceAccountId: question.resourceAccountId,
    context: contextKeys(facts, question),
  };
  return evaluate(asked, policySetFor(world, caller, question));
}
