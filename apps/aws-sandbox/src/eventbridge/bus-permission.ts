import { type Principal, evaluate } from '@gatehouse/iam-policy';

import type { AccessQuestion } from '../authorization/access-question.js';
import type { Caller, RoleSession, ServiceCaller } from '../authorization/caller.js';
import { contextKeys } from '../authorization/context-keys.rules.js';
import { policySetFor, principalFor } from '../authorization/policy-set.js';
import { serviceMay } from '../authorization/service-permission.js';
import { findRole } from '../state/lookup.js';
import type { Role, World } from '../state/model.js';
import type { BusEvent } from './event.js';
import type { EventBus, Rule } from './eventbridge-state.js';

const EVENTS = 'events.amazonaws.com';
const HOUR = 3_600_000;

interface BusCrossing {
  readonly bus: EventBus;
  readonly from: Rule;
  /** The role of the target, in whose name the rule sends. */
  readonly roleArn: string | undefined;
  readonly event: BusEvent;
  readonly now: Date;
}

/** Whether a rule may pass an event on to another bus: as its role, or without one as its account. */
export function mayPutEvents(world: World, crossing: BusCrossing): boolean {
  const { bus, from, roleArn } = crossing;
  if (roleArn === undefined) return bus.accountId === from.accountId || accountMay(world, crossing);
  const role = findRole(world, roleArn);
  if (role === undefined || !mayAssume(world, role, crossing)) return false;
  const caller = sessionOf(role, crossing.now);
  return allowed(world, crossing, { caller, principal: principalFor(caller) });
}

/** EventBridge must be let into the role before it can act in its name. */
function mayAssume(world: World, role: Role, { from, bus, now }: BusCrossing): boolean {
  const call = {
    servicePrincipal: EVENTS,
    sourceArn: from.arn,
    sourceAccountId: from.accountId,
    region: bus.region,
    now,
  };
  return serviceMay(world, call, {
    action: 'sts:AssumeRole',
    resource: role.arn,
    resourceAccountId: role.accountId,
    resourceTags: role.tags,
    resourcePolicy: { kind: 'trust', document: role.trustPolicy },
  });
}

/** Without a role the policy of the bus must let in the whole account. */
function accountMay(world: World, crossing: BusCrossing): boolean {
  const { accountId } = crossing.from;
  const account = world.accounts.get(accountId);
  const arn = `arn:${account?.partition ?? world.partition}:iam::${accountId}:root`;
  const caller: ServiceCaller = { kind: 'service', accountId, arn: EVENTS };
  const organization = account?.organizationId === undefined ? {} : { 'aws:PrincipalOrgID': account.organizationId };
  const context = { 'aws:PrincipalAccount': accountId, 'aws:PrincipalArn': arn, ...organization };
  return allowed(world, crossing, { caller, principal: { type: 'root', arn }, context });
}

interface Crosser {
  readonly caller: Caller;
  readonly principal: Principal;
  readonly context?: Readonly<Record<string, string>>;
}

function allowed(
  world: World,
  { bus, from, event, now }: BusCrossing,
  { caller, principal, context }: Crosser,
): boolean {
  const question: AccessQuestion = {
    action: 'events:PutEvents',
    resource: bus.arn,
    resourceAccountId: bus.accountId,
    resourceTags: bus.tags,
    ...(bus.policy === undefined ? {} : { resourcePolicy: { kind: 'resource', document: bus.policy } }),
    context: {
      ...context,
      'events:source': event.source,
      'events:detail-type': event['detail-type'],
      'aws:SourceArn': from.arn,
    },
  };
  const facts = { world, caller, region: bus.region, now, sourceIp: '127.0.0.1', userAgent: EVENTS };
  const { action, resource, resourceAccountId } = question;
  const request = { principal, action, resource, resourceAccountId, context: contextKeys(facts, question) };
  return evaluate(request, policySetFor(world, caller, question)).allowed;
}

/** The role as EventBridge wears it. */
function sessionOf(role: Role, now: Date): RoleSession {
  const [, partition = 'aws'] = role.arn.split(':');
  const sessionName = 'EventBridge';
  return {
    kind: 'role-session',
    accountId: role.accountId,
    arn: `arn:${partition}:sts::${role.accountId}:assumed-role/${role.name}/${sessionName}`,
    userId: `${role.id}:${sessionName}`,
    role,
    session: {
      kind: 'role',
      accessKeyId: '',
      roleArn: role.arn,
      roleId: role.id,
      sessionName,
      issuedAt: now,
      expiresAt: new Date(now.getTime() + HOUR),
      chained: false,
      tags: {},
      transitiveTagKeys: [],
      sessionPolicies: [],
    },
  };
}
