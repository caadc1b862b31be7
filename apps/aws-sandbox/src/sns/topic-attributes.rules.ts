import { invalidParameter } from './sns-errors.js';

const BOOLEANS = ['true', 'false'];

/** Attributes whose values are few. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  TracingConfig: ['Active', 'PassThrough'],
  SignatureVersion: ['1', '2'],
  FifoTopic: BOOLEANS,
  ContentBasedDeduplication: BOOLEANS,
  FifoThroughputScope: ['Topic', 'MessageGroup'],
};
const ONLY_FIFO = ['ContentBasedDeduplication', 'FifoThroughputScope', 'ArchivePolicy'];
const FEEDBACK =
  /^(?:Application|Firehose|HTTP|Lambda|SQS)(?:SuccessFeedbackRoleArn|FailureFeedbackRoleArn|SuccessFeedbackSampleRate)$/u;
const TEXTS = ['DisplayName', 'Policy', 'DeliveryPolicy', 'KmsMasterKeyId', 'ArchivePolicy'];

/** How SNS tells apart an attribute of CreateTopic from one of SetTopicAttributes. */
export type Refusal = (problem: 'name' | 'value', attribute: string) => Error;

/** Refuses a name or value that topics do not have. Policies are checked by those who know the world. */
export function refuseBadAttribute(
  name: string,
  value: string,
  { fifo, refuse }: { fifo: boolean; refuse: Refusal },
): void {
  if (!isKnown(name) || (ONLY_FIFO.includes(name) && !fifo)) throw refuse('name', name);
  if (!isOfItsKind(name, value)) throw refuse('value', name);
}

function isKnown(name: string): boolean {
  return Object.hasOwn(CHOICES, name) || TEXTS.includes(name) || FEEDBACK.test(name);
}

function isOfItsKind(name: string, value: string): boolean {
  if (name === 'DisplayName') return value.length <= 100;
  if (name.endsWith('SampleRate')) return /^(?:100|\d{1,2})$/u.test(value);
  if (name === 'DeliveryPolicy' || name === 'ArchivePolicy') return value === '' || isJsonMap(value);
  return CHOICES[name]?.includes(value) ?? true;
}

function isJsonMap(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** CreateTopic's words. */
export const inCreate: Refusal = (problem, attribute) =>
  problem === 'name'
    ? invalidParameter(`Attributes Reason: Unknown attribute: ${attribute}`)
    : invalidParameter(`Attributes Reason: Invalid value for attribute: ${attribute}`);

/** SetTopicAttributes' words. */
export const inSet: Refusal = (problem, attribute) =>
  invalidParameter(problem === 'name' ? 'AttributeName' : attribute);

/** How SNS delivers over HTTP unless told otherwise. */
export const DEFAULT_DELIVERY_POLICY = JSON.stringify({
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
});
