import { AwsError } from '../protocol/aws-error.js';
import { invalidAttributeValue, unknownAttribute } from './sqs-errors.js';

/** Bounds of the attributes that hold whole numbers (SQS API Reference, SetQueueAttributes). */
const NUMBERS: Readonly<Record<string, { min: number; max: number; default: number }>> = {
  DelaySeconds: { min: 0, max: 900, default: 0 },
  MaximumMessageSize: { min: 1024, max: 1_048_576, default: 1_048_576 },
  MessageRetentionPeriod: { min: 60, max: 1_209_600, default: 345_600 },
  ReceiveMessageWaitTimeSeconds: { min: 0, max: 20, default: 0 },
  VisibilityTimeout: { min: 0, max: 43_200, default: 30 },
  KmsDataKeyReusePeriodSeconds: { min: 60, max: 86_400, default: 300 },
};

const BOOLEANS = ['true', 'false'];
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  SqsManagedSseEnabled: BOOLEANS,
  FifoQueue: BOOLEANS,
  ContentBasedDeduplication: BOOLEANS,
  DeduplicationScope: ['messageGroup', 'queue'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};

/** Documents and names: checked by those who know the world. An empty one takes the attribute away. */
const TEXTS = ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId'];
const ONLY_FIFO = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'];
const COUNTED = ['', 'NotVisible', 'Delayed'].map((kind) => `ApproximateNumberOfMessages${kind}`);
const READ_ONLY = ['QueueArn', 'CreatedTimestamp', 'LastModifiedTimestamp', ...COUNTED];
const READABLE = new Set(['All', ...READ_ONLY, ...Object.keys(NUMBERS), ...Object.keys(CHOICES), ...TEXTS]);

type Attributes = ReadonlyMap<string, string>;

/** A number as the queue works with it: what was set, or AWS's default. */
export function numberAttribute(attributes: Attributes, name: string): number {
  const set = attributes.get(name);
  return set === undefined ? (NUMBERS[name]?.default ?? 0) : Number(set);
}

/** Refuses names that GetQueueAttributes does not know. */
export function refuseUnknownAttributes(names: readonly string[]): void {
  const unknown = names.find((name) => !READABLE.has(name));
  if (unknown !== undefined) throw unknownAttribute(unknown);
}

/** Checks each attribute by itself, as far as it can be judged without the world. */
export function refuseBadAttributes(given: Readonly<Record<string, string>>, fifo: boolean): void {
  for (const [name, value] of Object.entries(given)) {
    refuseBadName(name, fifo);
    if (!isOfItsKind(name, value)) throw invalidAttributeValue(name);
  }
  if (given['SqsManagedSseEnabled'] === 'true' && (given['KmsMasterKeyId'] ?? '') !== '') {
    throw new AwsError(
      'InvalidAttributeName',
      'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    );
  }
  if (given['FifoThroughputLimit'] === 'perMessageGroupId' && given['DeduplicationScope'] === 'queue') {
    throw invalidAttributeValue('FifoThroughputLimit');
  }
}

function refuseBadName(name: string, fifo: boolean): void {
  if (!READABLE.has(name) || name === 'All' || READ_ONLY.includes(name)) throw unknownAttribute(name);
  if (!fifo && ONLY_FIFO.includes(name)) {
    throw new AwsError('InvalidAttributeName', `You can specify the ${name} only when FifoQueue is set to true.`);
  }
}

function isOfItsKind(name: string, value: string): boolean {
  const bounds = NUMBERS[name];
  if (bounds !== undefined)
    return /^\d{1,9}$/u.test(value) && Number(value) >= bounds.min && Number(value) <= bounds.max;
  return CHOICES[name]?.includes(value) ?? true;
}

/** The attributes after some were set. One kind of encryption turns off the other. */
export function withAttributes(
  current: Attributes,
  given: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const next = new Map(current);
  for (const [name, value] of Object.entries(given)) {
    if (value === '') next.delete(name);
    else next.set(name, value);
  }
  if ((given['KmsMasterKeyId'] ?? '') !== '') next.set('SqsManagedSseEnabled', 'false');
  if (given['SqsManagedSseEnabled'] === 'true') {
    next.delete('KmsMasterKeyId');
    next.delete('KmsDataKeyReusePeriodSeconds');
  }
  return next;
}

/** What the queue's settings read as, defaults included. */
export function settingsOf(attributes: Attributes, fifo: boolean): Readonly<Record<string, string>> {
  const { KmsDataKeyReusePeriodSeconds, ...numbers } = Object.fromEntries(
    Object.keys(NUMBERS).map((name) => [name, String(numberAttribute(attributes, name))]),
  );
  const encrypted = attributes.has('KmsMasterKeyId');
  return {
    ...numbers,
    ...Object.fromEntries(TEXTS.flatMap((name) => (attributes.has(name) ? [[name, attributes.get(name) ?? '']] : []))),
    ...(encrypted && KmsDataKeyReusePeriodSeconds !== undefined ? { KmsDataKeyReusePeriodSeconds } : {}),
    SqsManagedSseEnabled: attributes.get('SqsManagedSseEnabled') ?? 'true',
    ...(fifo ? fifoSettings(attributes) : {}),
  };
}

function fifoSettings(attributes: Attributes): Readonly<Record<string, string>> {
  return {
    FifoQueue: 'true',
    ContentBasedDeduplication: attributes.get('ContentBasedDeduplication') ?? 'false',
    DeduplicationScope: attributes.get('DeduplicationScope') ?? 'queue',
    FifoThroughputLimit: attributes.get('FifoThroughputLimit') ?? 'perQueue',
  };
}
