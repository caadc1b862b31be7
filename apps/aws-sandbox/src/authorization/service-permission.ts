import { evaluate } from '@gatehouse/iam-policy';

import type { World } from '../state/model.js';
import type { AccessQuestion, ContextValue } from './access-question.js';
import type { ServiceCaller } from './caller.js';
import { type CallFacts, contextKeys, organizationPlace } from './context-keys.rules.js';
import { policySetFor, principalFor } from './policy-set.js';

/** A call that one AWS service makes to another on behalf of a resource. */
export interface ServiceCall {
  /** `sns.amazonaws.com` */
  readonly servicePrincipal: string;
  /** The resource it acts for: a topic, a rule. */
  readonly sourceArn: string;
  readonly sourceAccountId: string;
  readonly region: string;
  readonly now: Date;
}

/** Whether the resource's own policy lets an AWS service do this (IAM User Guide, "The confused deputy problem"). */
export function serviceMay(world: World, call: ServiceCall, question: AccessQuestion): boolean {
  const { servicePrincipal, sourceArn, sourceAccountId, region, now } = call;
  const caller: ServiceCaller = { kind: 'service', accountId: sourceAccountId, arn: servicePrincipal };
  const facts: CallFacts = { world, caller, region, now, sourceIp: '127.0.0.1', userAgent: servicePrincipal };
  const source = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': sourceAccountId, ...organizationOf(world, call) };
  const asked = { ...question, context: { ...question.context, ...source } };
  const request = {
    principal: principalFor(caller),
    action: question.action,
    resource: question.resource,
    resourceAccountId: question.resourceAccountId,
    context: contextKeys(facts, asked),
  };
  return evaluate(request, policySetFor(world, caller, asked)).allowed;
}

function organizationOf(world: World, { sourceAccountId }: ServiceCall): Readonly<Record<string, ContextValue>> {
  const place = organizationPlace(world, sourceAccountId);
  return place === undefined ? {} : { 'aws:SourceOrgID': place.id, 'aws:SourceOrgPaths': [place.path] };
}
