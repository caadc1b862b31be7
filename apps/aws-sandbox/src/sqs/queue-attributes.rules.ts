/** Bounds of the attributes that hold whole numbers (SQS API Reference, SetQueueAttributes). */
export const NUMBER_ATTRIBUTES: Readonly<Record<string, { min: number; max: number; default: number }>> = {
  DelaySeconds: { min: 0, max: 900, default: 0 },
  MaximumMessageSize: { min: 1024, max: 1_048_576, default: 1_048_576 },
  MessageRetentionPeriod: { min: 60, max: 1_209_600, default: 345_600 },
  ReceiveMessageWaitTimeSeconds: { min: 0, max: 20, default: 0 },
  VisibilityTimeout: { min: 0, max: 43_200, default: 30 },
  KmsDataKeyReusePeriodSeconds: { min: 60, max: 86_400, default: 300 },
};

type Attributes = ReadonlyMap<string, string>;

/** A number as the queue works with it: what was set, or AWS's default. */
export function numberAttribute(attributes: Attributes, name: string): number {
  const set = attributes.get(name);
  return set === undefined ? (NUMBER_ATTRIBUTES[name]?.default ?? 0) : Number(set);
}

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** The queue's dead-letter queue; undefined when it has none. What is stored was checked when it was set. */
export function redrivePolicy(attributes: Attributes): RedrivePolicy | undefined {
  const text = attributes.get('RedrivePolicy');
  if (text === undefined || text === '') return undefined;
  const value = JSON.parse(text) as { deadLetterTargetArn?: string; maxReceiveCount?: number | string };
  return { deadLetterTargetArn: value.deadLetterTargetArn ?? '', maxReceiveCount: Number(value.maxReceiveCount ?? 10) };
}
