import { invalidParameter } from './sqs-errors.js';

/** Where messages go that nobody manages to work off. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

export interface RedriveAllowPolicy {
  readonly redrivePermission: 'allowAll' | 'denyAll' | 'byQueue';
  readonly sourceQueueArns: readonly string[];
}

/** The queue's dead-letter queue; undefined when it has none. What is stored was checked when it was set. */
export function redrivePolicyOf(attributes: ReadonlyMap<string, string>): RedrivePolicy | undefined {
  const text = attributes.get('RedrivePolicy');
  return text === undefined ? undefined : readRedrivePolicy(text);
}

/** Reads a redrive policy, or refuses it as SQS does. */
export function readRedrivePolicy(text: string): RedrivePolicy {
  const value = parsed(text);
  if (value === undefined) throw badRedrive(text, 'Redrive policy is not a valid JSON map.');
  for (const name of ['maxReceiveCount', 'deadLetterTargetArn']) {
    if (value[name] !== undefined) continue;
    throw badRedrive(text, `Redrive policy does not contain mandatory attribute: ${name}.`);
  }
  const { deadLetterTargetArn, maxReceiveCount } = value;
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    const bounds = 'valid values are from 1 to 1000 both inclusive.';
    throw badRedrive(text, `Invalid value for maxReceiveCount: ${String(maxReceiveCount)}, ${bounds}`);
  }
  if (!isQueueArn(deadLetterTargetArn)) throw badRedrive(text, 'Invalid value for deadLetterTargetArn.');
  return { deadLetterTargetArn, maxReceiveCount: count };
}

function badRedrive(text: string, reason: string) {
  return invalidParameter('RedrivePolicy', text, reason);
}

function isQueueArn(value: unknown): value is string {
  return typeof value === 'string' && /^arn:[a-z-]+:sqs:[a-z0-9-]+:\d{12}:[\w.-]+$/u.test(value);
}

/** Reads who may use a queue as dead-letter queue, or refuses it. */
export function readRedriveAllowPolicy(text: string): RedriveAllowPolicy {
  const { redrivePermission, sourceQueueArns = [] } = parsed(text) ?? {};
  if (!isPermission(redrivePermission) || !isTexts(sourceQueueArns)) {
    throw invalidParameter('RedriveAllowPolicy', text, 'The redrive allow policy is in an unsupported format.');
  }
  const [fewest, most] = redrivePermission === 'byQueue' ? [1, 10] : [0, 0];
  if (sourceQueueArns.length < fewest || sourceQueueArns.length > most) {
    const reason = 'sourceQueueArns takes 1 to 10 queues, and only where redrivePermission is byQueue.';
    throw invalidParameter('RedriveAllowPolicy', text, reason);
  }
  return { redrivePermission, sourceQueueArns };
}

/** Whether a dead-letter queue takes messages of this source queue. */
export function admitsSource(attributes: ReadonlyMap<string, string>, sourceArn: string): boolean {
  const text = attributes.get('RedriveAllowPolicy');
  if (text === undefined) return true;
  const { redrivePermission, sourceQueueArns } = readRedriveAllowPolicy(text);
  return redrivePermission === 'byQueue' ? sourceQueueArns.includes(sourceArn) : redrivePermission === 'allowAll';
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isMap ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isPermission(value: unknown): value is RedriveAllowPolicy['redrivePermission'] {
  return value === 'allowAll' || value === 'denyAll' || value === 'byQueue';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
