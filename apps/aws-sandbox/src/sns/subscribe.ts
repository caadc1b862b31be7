import { randomBytes, randomUUID } from 'node:crypto';

import {
  ConfirmSubscription$,
  type ConfirmSubscriptionInput,
  type ConfirmSubscriptionResponse,
  Subscribe$,
  type SubscribeInput,
  type SubscribeResponse,
  Unsubscribe$,
  type UnsubscribeInput,
} from '@aws-sdk/client-sns';

import type { Caller } from '../authorization/caller.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { openOperation, operation } from '../service/operation.js';
import { needsConfirmation, refuseBadEndpoint } from './endpoints.rules.js';
import { askForConfirmation } from './fan-out.js';
import { originOf } from './publish.js';
import { authorizationError, invalidParameter, notFound } from './sns-errors.js';
import { type Subscription, type Topic, endSubscription, snsState, subscriptionsOf } from './sns-state.js';
import { refuseBadAttributes } from './subscription-attributes.rules.js';
import { findSubscription, onSubscription } from './subscription-access.js';
import { checkedArn, onTopic, questionOn, topicOf } from './topic-access.js';

export const subscribe = operation<SubscribeInput, SubscribeResponse>({
  schema: Subscribe$,
  access: ({ TopicArn = '', Protocol = '', Endpoint = '' }, call) => {
    const context = { 'sns:Protocol': Protocol, 'sns:Endpoint': Endpoint };
    return [questionOn(call, 'sns:Subscribe', checkedArn(call, TopicArn), { context })];
  },
  handle: (input, call) => {
    const topic = topicOf(call, input);
    const { Protocol = '', Endpoint = '', Attributes = {} } = input;
    refuseBadEndpoint(Protocol, Endpoint, topic.fifo);
    const attributes = new Map(Object.entries(Attributes));
    refuseBadAttributes(attributes, attributes, 'Attributes Reason: ');
    const known = subscriptionsOf(call.world, topic).find(
      ({ protocol, endpoint }) => protocol === Protocol && endpoint === Endpoint,
    );
    if (known !== undefined) refuseOther(known, attributes);
    const subscription = known ?? add(call, topic, { ...input, attributes });
    const shown = subscription.token === undefined || input.ReturnSubscriptionArn === true;
    return { SubscriptionArn: shown ? subscription.arn : 'pending confirmation' };
  },
});

function refuseOther(known: Subscription, attributes: ReadonlyMap<string, string>): void {
  const same = [...attributes].every(([name, value]) => known.attributes.get(name) === value);
  if (!same) throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
}

interface NewSubscription extends SubscribeInput {
  readonly attributes: Map<string, string>;
}

function add(call: Call, topic: Topic, { Protocol = '', Endpoint = '', attributes }: NewSubscription): Subscription {
  const { accountId, arn: principalArn } = call.caller;
  const token = needsConfirmation(Protocol, Endpoint, accountId) ? randomBytes(128).toString('hex') : undefined;
  const subscription: Subscription = {
    arn: `${topic.arn}:${randomUUID()}`,
    topicArn: topic.arn,
    owner: accountId,
    protocol: Protocol,
    endpoint: Endpoint,
    principalArn,
    attributes: new Map([...attributes].filter(([, value]) => value !== '')),
    token,
    authenticated: token === undefined,
    locked: false,
  };
  snsState(call.world).subscriptions.set(subscription.arn, subscription);
  topic.subscriptions.add(subscription.arn);
  const round = { world: call.world, topic, origin: originOf(call), now: call.now };
  if (token !== undefined) askForConfirmation(round, subscription, randomUUID());
  return subscription;
}

/** Whoever has the token may confirm, also by opening the link that holds it. */
export const confirmSubscription = openOperation<ConfirmSubscriptionInput, ConfirmSubscriptionResponse>({
  schema: ConfirmSubscription$,
  access: (input, call) =>
    call.caller.kind === 'anonymous' ? 'everyone' : onTopic('sns:ConfirmSubscription')(input, call),
  handle: (input, call) => {
    const topic = topicOf(call, input);
    const { Token = '', AuthenticateOnUnsubscribe } = input;
    if (!/^[0-9a-f]{64,512}$/u.test(Token)) throw new AwsError('InvalidParameter', 'Invalid token');
    const found = subscriptionsOf(call.world, topic).find(({ token }) => token === Token);
    if (found === undefined) throw invalidParameter('Token');
    const signed = call.caller.kind !== 'anonymous';
    found.token = undefined;
    found.authenticated = signed;
    found.locked = signed && AuthenticateOnUnsubscribe === 'true';
    return { SubscriptionArn: found.arn };
  },
});

/** Ending what is not there is no error. Without signature it takes the link from a message. */
export const unsubscribe = openOperation<UnsubscribeInput, object>({
  schema: Unsubscribe$,
  access: (input, call) => {
    const { kind } = call.caller;
    return kind === 'anonymous' ? 'everyone' : onSubscription('sns:Unsubscribe')(input, call);
  },
  handle: (input, call) => {
    const subscription = findSubscription(call, input);
    if (subscription === undefined) return {};
    if (isLockedTo(call, subscription)) throw authorizationError('Only the owner of the subscription may end it.');
    if (subscription.token !== undefined) {
      throw invalidParameter('SubscriptionArn Reason: The subscription is pending confirmation');
    }
    endSubscription(call.world, subscription);
    return {};
  },
});

function isLockedTo({ caller }: Call<Caller>, { locked, owner }: Subscription): boolean {
  return locked && !('accountId' in caller && caller.accountId === owner);
}

/** SNS's 404 for operations that need a subscription. */
export function subscriptionOf(call: Call, input: { readonly SubscriptionArn?: string | undefined }): Subscription {
  const subscription = findSubscription(call, input);
  if (subscription === undefined) throw notFound('Subscription');
  return subscription;
}
