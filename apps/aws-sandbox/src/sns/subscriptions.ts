import {
  GetSubscriptionAttributes$,
  type GetSubscriptionAttributesInput,
  type GetSubscriptionAttributesResponse,
  ListSubscriptions$,
  ListSubscriptionsByTopic$,
  type ListSubscriptionsByTopicInput,
  type ListSubscriptionsByTopicResponse,
  type ListSubscriptionsInput,
  type ListSubscriptionsResponse,
  SetSubscriptionAttributes$,
  type SetSubscriptionAttributesInput,
} from '@aws-sdk/client-sns';

import { cutPage } from '../protocol/paging.rules.js';
import { operation } from '../service/operation.js';
import { invalidParameter } from './sns-errors.js';
import { type Subscription, snsState, subscriptionsOf } from './sns-state.js';
import { onSubscription } from './subscription-access.js';
import { refuseBadAttributes, scopeOf } from './subscription-attributes.rules.js';
import { subscriptionOf } from './subscribe.js';
import { onOwn, onTopic, topicOf } from './topic-access.js';

const PAGE = 100;

export const listSubscriptions = operation<ListSubscriptionsInput, ListSubscriptionsResponse>({
  schema: ListSubscriptions$,
  access: (_input, call) => [onOwn(call, 'sns:ListSubscriptions', '*')],
  handle: (input, call) => {
    const { accountId } = call.caller;
    const own = [...snsState(call.world).subscriptions.values()].filter(
      ({ owner, topicArn }) => owner === accountId && topicArn.split(':')[3] === call.region,
    );
    return page(own, input.NextToken);
  },
});

export const listSubscriptionsByTopic = operation<ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse>({
  schema: ListSubscriptionsByTopic$,
  access: onTopic('sns:ListSubscriptionsByTopic'),
  handle: (input, call) => page(subscriptionsOf(call.world, topicOf(call, input)), input.NextToken),
});

function page(list: readonly Subscription[], token: string | undefined) {
  const badToken = () => invalidParameter('NextToken');
  const { items, next } = cutPage(list, { keyOf: ({ arn }) => arn, limit: PAGE, token, badToken });
  return { Subscriptions: items.map(shape), ...(next === undefined ? {} : { NextToken: next }) };
}

function shape({ arn, owner, protocol, endpoint, topicArn, token }: Subscription) {
  const SubscriptionArn = token === undefined ? arn : 'PendingConfirmation';
  return { SubscriptionArn, Owner: owner, Protocol: protocol, Endpoint: endpoint, TopicArn: topicArn };
}

export const getSubscriptionAttributes = operation<GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse>({
  schema: GetSubscriptionAttributes$,
  access: onSubscription('sns:GetSubscriptionAttributes'),
  handle: (input, call) => ({ Attributes: attributesOf(subscriptionOf(call, input)) }),
});

function attributesOf(subscription: Subscription): Record<string, string> {
  const { attributes } = subscription;
  return {
    SubscriptionArn: subscription.arn,
    TopicArn: subscription.topicArn,
    Owner: subscription.owner,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    SubscriptionPrincipal: subscription.principalArn,
    PendingConfirmation: String(subscription.token !== undefined),
    ConfirmationWasAuthenticated: String(subscription.authenticated),
    RawMessageDelivery: 'false',
    ...(attributes.has('FilterPolicy') ? { FilterPolicyScope: scopeOf(attributes) } : {}),
    ...Object.fromEntries(attributes),
  };
}

export const setSubscriptionAttributes = operation<SetSubscriptionAttributesInput, object>({
  schema: SetSubscriptionAttributes$,
  access: onSubscription('sns:SetSubscriptionAttributes'),
  handle: (input, call) => {
    const { attributes } = subscriptionOf(call, input);
    const { AttributeName: name = '', AttributeValue: value = '' } = input;
    const next = new Map(attributes).set(name, value);
    refuseBadAttributes(new Map([[name, value]]), next, '');
    if (value === '') attributes.delete(name);
    else attributes.set(name, value);
    return {};
  },
});
