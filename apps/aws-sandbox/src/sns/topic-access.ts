import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import type { Caller } from '../authorization/caller.js';
import type { Call } from '../service/call.js';
import { invalidParameter, notFound } from './sns-errors.js';
import { type Topic, topicArn, topicByArn } from './sns-state.js';

export interface NamesTopic {
  readonly TopicArn?: string | undefined;
}

type AnyCall = Call<Caller>;

/** The topic, or SNS's 404. */
export function topicOf(call: AnyCall, { TopicArn = '' }: NamesTopic): Topic {
  const topic = topicByArn(call.world, checkedArn(call, TopicArn));
  if (topic === undefined) throw notFound('Topic');
  return topic;
}

/** An ARN that can be that of a topic in the region of the call. */
export function checkedArn(call: AnyCall, arn: string, member = 'TopicArn'): string {
  const parts = arn.split(':');
  if (parts.length < 6) {
    throw invalidParameter(`${member} Reason: An ARN must have at least 6 elements, not ${String(parts.length)}`);
  }
  const [, region] = TOPIC_ARN.exec(arn) ?? [];
  // A link out of a message carries no signature, and so no region but the ARN's.
  const wanted = call.caller.kind === 'anonymous' ? region : call.region;
  if (region === undefined || region !== wanted) throw invalidParameter(member);
  return arn;
}

const TOPIC_ARN = /^arn:[a-z-]+:sns:([a-z0-9-]+):\d{12}:[\w.-]+$/u;

interface QuestionOptions {
  readonly context?: Readonly<Record<string, ContextValue>>;
  /** Whether the topic's policy may open it to other accounts. */
  readonly policyCounts?: boolean;
}

/** A question on a topic that need not be there: whoever may not ask does not hear that it is not. */
export function questionOn(
  call: AnyCall,
  action: string,
  arn: string,
  { context, policyCounts = true }: QuestionOptions = {},
): AccessQuestion {
  const question = { action, resource: arn, resourceAccountId: arn.split(':')[4] ?? '', ...(context && { context }) };
  const topic = topicByArn(call.world, arn);
  if (topic === undefined) return question;
  const document = topic.attributes.get('Policy') ?? '';
  const asked = { ...question, resourceTags: topic.tags };
  return policyCounts ? { ...asked, resourcePolicy: { kind: 'resource', document } } : asked;
}

/** For operations that a topic's policy may give to other accounts. */
export function onTopic(action: string) {
  return (input: NamesTopic, call: AnyCall): readonly AccessQuestion[] => [
    questionOn(call, action, checkedArn(call, input.TopicArn ?? '')),
  ];
}

/** For lists and names of the caller's own account. */
export function onOwn(call: Call, action: string, name: string): AccessQuestion {
  const { accountId } = call.caller;
  const resource = topicArn(call.world, { accountId, region: call.region, name });
  return { action, resource, resourceAccountId: accountId };
}
