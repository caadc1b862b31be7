import type { Target } from '@aws-sdk/client-eventbridge';

import { deliverMessage } from '../sqs/deliver.js';
import type { MessageAttribute } from '../sqs/sqs-state.js';
import type { World } from '../state/model.js';
import type { BusEvent } from './event.js';
import { mayPutEvents } from './bus-permission.js';
import { compileEventPattern } from './event-pattern.rules.js';
import { type EventBus, type Rule, findBus, placeOfArn } from './eventbridge-state.js';
import { targetInput } from './target-input.rules.js';

/** How often an event may pass from bus to bus. */
const MAX_HOPS = 5;

/** An event on its way. */
export interface Passage {
  readonly event: BusEvent;
  /** An event of CloudTrail about a call that only looked: few rules want those. */
  readonly onlyLooks?: boolean;
  readonly now: Date;
  readonly hops?: number;
}

/** Patterns made ready, by rule; a changed rule is another object. */
const compiled = new WeakMap<Rule, (value: unknown) => boolean>();

/** Gives an event to every rule of a bus that it matches, and to their targets. */
export function deliverEvent(world: World, bus: EventBus, passage: Passage): void {
  for (const rule of bus.rules.values()) {
    if (!wants(rule, passage)) continue;
    for (const target of rule.targets.values()) sendToTarget({ world, bus, rule, passage }, target);
  }
}

function wants(rule: Rule, { event, onlyLooks = false }: Passage): boolean {
  if (rule.state === 'DISABLED' || rule.eventPattern === undefined) return false;
  if (onlyLooks && rule.state !== 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS') return false;
  let test = compiled.get(rule);
  if (test === undefined) {
    test = compileEventPattern(rule.eventPattern);
    compiled.set(rule, test);
  }
  return test(event);
}

interface Sending {
  readonly world: World;
  readonly bus: EventBus;
  readonly rule: Rule;
  readonly passage: Passage;
}

function sendToTarget(sending: Sending, target: Target): void {
  const problem = problemOfSending(sending, target);
  if (problem !== undefined) setAside(sending, target, problem);
}

/** Sends to queues and buses; what other kinds of targets would do with an event nobody can see here. */
function problemOfSending(sending: Sending, target: Target): Problem | undefined {
  const { Arn: queueArn = '' } = target;
  const kind = queueArn.split(':')[2];
  if (kind === 'events') return sendToBus(sending, target);
  if (kind !== 'sqs') return undefined;
  const body = targetInput(sending.passage.event, target, sending.rule);
  const outcome = sendToQueue(sending, { queueArn, body, groupId: target.SqsParameters?.MessageGroupId });
  return outcome === 'delivered' ? undefined : outcome === 'no-queue' ? NO_RESOURCE : NO_PERMISSIONS;
}

interface Problem {
  readonly code: string;
  readonly message: string;
}

const NO_PERMISSIONS: Problem = { code: 'NO_PERMISSIONS', message: 'The target does not let EventBridge send to it.' };
const NO_RESOURCE: Problem = { code: 'NO_RESOURCE', message: 'The target does not exist.' };

interface QueueMessage {
  readonly queueArn: string;
  readonly body: string;
  readonly groupId?: string | undefined;
  readonly attributes?: ReadonlyMap<string, MessageAttribute>;
}

function sendToQueue({ world, rule, passage }: Sending, message: QueueMessage) {
  return deliverMessage(world, {
    ...message,
    servicePrincipal: 'events.amazonaws.com',
    sourceArn: rule.arn,
    sourceAccountId: rule.accountId,
    deduplicationId: passage.event.id,
    now: passage.now,
  });
}

function sendToBus({ world, rule, passage }: Sending, target: Target): Problem | undefined {
  const { hops = 0, now, event } = passage;
  const place = placeOfArn(target.Arn ?? '');
  const bus = place === undefined ? undefined : findBus(world, place);
  if (bus === undefined) return NO_RESOURCE;
  if (hops >= MAX_HOPS) return { code: 'LOOP', message: 'The event was passed on from bus to bus too often.' };
  if (!mayPutEvents(world, { bus, from: rule, roleArn: target.RoleArn, event, now })) return NO_PERMISSIONS;
  deliverEvent(world, bus, { ...passage, onlyLooks: false, hops: hops + 1 });
  return undefined;
}

/** What cannot be delivered goes to the target's dead-letter queue, with the reason beside it. */
function setAside(sending: Sending, target: Target, { code, message }: Problem): void {
  const queueArn = target.DeadLetterConfig?.Arn;
  if (queueArn === undefined) return;
  const facts = { ERROR_CODE: code, ERROR_MESSAGE: message, RULE_ARN: sending.rule.arn, TARGET_ARN: target.Arn ?? '' };
  const attributes = Object.entries(facts).map(([name, stringValue]): [string, MessageAttribute] => [
    name,
    { dataType: 'String', stringValue },
  ]);
  sendToQueue(sending, { queueArn, body: JSON.stringify(sending.passage.event), attributes: new Map(attributes) });
}
