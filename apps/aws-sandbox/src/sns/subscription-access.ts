import type { AccessQuestion } from '../authorization/access-question.js';
import type { Caller } from '../authorization/caller.js';
import type { Call } from '../service/call.js';
import { invalidParameter } from './sns-errors.js';
import { type Subscription, snsState } from './sns-state.js';

interface NamesSubscription {
  readonly SubscriptionArn?: string | undefined;
}

/** The subscription, if there is one; refuses what cannot be the ARN of one. */
export function findSubscription(
  { world }: Call<Caller>,
  { SubscriptionArn: arn = '' }: NamesSubscription,
): Subscription | undefined {
  const parts = arn.split(':');
  if (parts.length < 6) {
    throw invalidParameter(`SubscriptionArn Reason: An ARN must have at least 6 elements, not ${String(parts.length)}`);
  }
  if (parts[2] !== 'sns' || parts.length !== 7) throw invalidParameter('SubscriptionArn');
  return snsState(world).subscriptions.get(arn);
}

/** Subscriptions are the business of who subscribed and of the topic's owner; no policy opens them to others. */
export function onSubscription(action: string) {
  return (input: NamesSubscription, call: Call<Caller>): readonly AccessQuestion[] => {
    const subscription = findSubscription(call, input);
    const resource = (input.SubscriptionArn ?? '').split(':').slice(0, 6).join(':');
    const own = 'accountId' in call.caller ? call.caller.accountId : '';
    const topicOwner = resource.split(':')[4] ?? '';
    const isParty = subscription === undefined || subscription.owner === own || topicOwner === own;
    return [{ action, resource, resourceAccountId: isParty ? own : topicOwner }];
  };
}
