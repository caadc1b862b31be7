import { FilterPolicyProblem, type FilterScope, readFilterPolicy } from './filter-policy.rules.js';
import { invalidParameter } from './sns-errors.js';

/** `Attributes Reason: ` in front of what Subscribe refuses; nothing in SetSubscriptionAttributes. */
type Prefix = '' | 'Attributes Reason: ';

const SETTABLE = [
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
  'ReplayPolicy',
  'SubscriptionRoleArn',
];

type Attributes = ReadonlyMap<string, string>;

/** Checks the attributes of a subscription as they will be together, or refuses the ones given. */
export function refuseBadAttributes(given: Attributes, all: Attributes, prefix: Prefix): void {
  for (const [name, value] of given) {
    if (!SETTABLE.includes(name))
      throw invalidParameter(prefix === '' ? 'AttributeName' : `${prefix}Unknown attribute: ${name}`);
    const problem = problemOf(name, value);
    if (problem !== undefined) throw invalidParameter(`${prefix}${name}: ${problem}`);
  }
  const policy = all.get('FilterPolicy') ?? '';
  if (policy !== '') refuseBadFilter(policy, scopeOf(all), prefix);
}

function problemOf(name: string, value: string): string | undefined {
  if (name === 'RawMessageDelivery' && !/^(?:true|false)$/iu.test(value)) {
    return `Invalid value [${value}]. Must be true or false.`;
  }
  if (name === 'FilterPolicyScope' && value !== 'MessageAttributes' && value !== 'MessageBody') {
    return `Invalid value [${value}]. Please use either MessageBody or MessageAttributes`;
  }
  return name === 'RedrivePolicy' && value !== '' ? redriveProblem(value) : undefined;
}

function redriveProblem(text: string): string | undefined {
  try {
    const arn = (JSON.parse(text) as { deadLetterTargetArn?: unknown }).deadLetterTargetArn;
    const isQueue = typeof arn === 'string' && /^arn:[a-z-]+:sqs:[a-z0-9-]+:\d{12}:[\w.-]+$/u.test(arn);
    return isQueue ? undefined : 'deadLetterTargetArn is an invalid arn';
  } catch {
    return 'failed to parse JSON.';
  }
}

function refuseBadFilter(policy: string, scope: FilterScope, prefix: Prefix): void {
  try {
    readFilterPolicy(policy, scope);
  } catch (error) {
    if (!(error instanceof FilterPolicyProblem)) throw error;
    throw invalidParameter(`${prefix}FilterPolicy: ${error.message}`);
  }
}

/** What the keys of the filter policy are looked up in. */
export function scopeOf(attributes: Attributes): FilterScope {
  return attributes.get('FilterPolicyScope') === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';
}

/** The queue for messages that could not be delivered. */
export function deadLetterArn(attributes: Attributes): string | undefined {
  const text = attributes.get('RedrivePolicy');
  // What is stored was checked when it was set.
  return text === undefined ? undefined : (JSON.parse(text) as { deadLetterTargetArn: string }).deadLetterTargetArn;
}
