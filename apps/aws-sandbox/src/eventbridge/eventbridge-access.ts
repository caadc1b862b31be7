import type { Tag } from '@aws-sdk/client-eventbridge';

import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { type BusPlace, type EventBus, type Rule, busArn, findBus, placeOfArn, ruleArn } from './eventbridge-state.js';

export const BUS_NAME = { minLength: 1, maxLength: 256, pattern: '[/\\.\\-_A-Za-z0-9]+' } as const;
export const RULE_NAME = { minLength: 1, maxLength: 64, pattern: '[\\.\\-_A-Za-z0-9]+' } as const;

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function tooMany(): AwsError {
  return new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
}

/** Where the bus is that a call names by name or ARN; without either the default one. */
export function busPlace(call: Call, named = 'default'): BusPlace {
  if (named.startsWith('arn:')) {
    const place = placeOfArn(named);
    if (place === undefined)
      throw invalid(`Parameter ${named} is not valid. Reason: Provided Arn is not in correct format.`);
    return place;
  }
  return { accountId: call.caller.accountId, region: call.region, name: named };
}

/** The bus a call names, in its own region. */
export function busNamed(call: Call, named?: string): EventBus {
  const place = busPlace(call, named);
  const bus = place.region === call.region ? findBus(call.world, place) : undefined;
  if (bus === undefined) throw notFound(`Event bus ${place.name} does not exist.`);
  return bus;
}

/** The rule a call names. */
export function ruleNamed(bus: EventBus, name: string): Rule {
  const rule = bus.rules.get(name);
  if (rule === undefined) throw notFound(`Rule ${name} does not exist on EventBus ${bus.name}.`);
  return rule;
}

type Context = Readonly<Record<string, ContextValue>>;

interface AboutBus {
  readonly bus?: string | undefined;
  readonly context?: Context;
}

/** The question about a bus, which need not exist: the permission is asked first. */
export function aboutBus(call: Call, action: string, { bus: named, context = {} }: AboutBus = {}): AccessQuestion {
  const place = busPlace(call, named);
  const bus = findBus(call.world, place);
  return {
    action: `events:${action}`,
    resource: bus?.arn ?? busArn(call.world, place),
    resourceAccountId: place.accountId,
    ...(bus === undefined ? {} : { resourceTags: bus.tags }),
    ...policyOf(bus),
    context,
  };
}

function policyOf(bus: EventBus | undefined): Pick<AccessQuestion, 'resourcePolicy'> {
  return bus?.policy === undefined ? {} : { resourcePolicy: { kind: 'resource', document: bus.policy } };
}

interface AboutRule extends AboutBus {
  readonly rule: string;
}

/** The question about a rule, which belongs to the bus's account and obeys the bus's policy. */
export function aboutRule(call: Call, action: string, { rule, bus: named, context }: AboutRule): AccessQuestion {
  const place = busPlace(call, named);
  const bus = findBus(call.world, place);
  const known = bus?.rules.get(rule);
  return {
    action: `events:${action}`,
    resource: ruleArn({ arn: busArn(call.world, place), name: place.name }, rule),
    resourceAccountId: place.accountId,
    ...(known === undefined ? {} : { resourceTags: known.tags }),
    ...policyOf(bus),
    context: { 'events:creatorAccount': known?.createdBy ?? call.caller.accountId, ...context },
  };
}

/** The keys of a request that brings tags. */
export function tagContext(tags: readonly Tag[] = []): Context {
  if (tags.length === 0) return {};
  const values = tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value] as const);
  return { ...Object.fromEntries(values), 'aws:TagKeys': tags.map(({ Key = '' }) => Key) };
}

/** Whoever gives EventBridge a role must be allowed to pass it. */
export function passRole(roleArn: string | undefined): readonly AccessQuestion[] {
  if (roleArn === undefined) return [];
  const resourceAccountId = roleArn.split(':')[4] ?? '';
  const context = { 'iam:PassedToService': 'events.amazonaws.com' };
  return [{ action: 'iam:PassRole', resource: roleArn, resourceAccountId, context }];
}
