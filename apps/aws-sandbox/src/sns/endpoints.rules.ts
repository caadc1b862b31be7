import { invalidParameter } from './sns-errors.js';

/** What an endpoint of each protocol looks like, and SNS's words for one that does not. */
const SHAPES: Readonly<Record<string, { shape: RegExp; problem: string }>> = {
  sqs: { shape: /^arn:[a-z-]+:sqs:[a-z0-9-]+:\d{12}:[\w.-]+$/u, problem: 'SQS endpoint ARN' },
  lambda: { shape: /^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:\S+$/u, problem: 'Lambda endpoint ARN' },
  firehose: {
    shape: /^arn:[a-z-]+:firehose:[a-z0-9-]+:\d{12}:deliverystream\/\S+$/u,
    problem: 'Firehose endpoint ARN',
  },
  http: { shape: /^http:\/\/[^\s]+$/u, problem: 'Endpoint must match the specified protocol' },
  https: { shape: /^https:\/\/[^\s]+$/u, problem: 'Endpoint must match the specified protocol' },
  email: { shape: /^[^\s@]+@[^\s@]+$/u, problem: 'Email address' },
  'email-json': { shape: /^[^\s@]+@[^\s@]+$/u, problem: 'Email address' },
  sms: { shape: /^\+?[1-9][\d -]{5,18}$/u, problem: 'Invalid SMS endpoint' },
  application: { shape: /^(?!)/u, problem: 'Endpoint Reason: Endpoint does not exist for endpoint arn' },
};

/** Refuses an endpoint that its protocol or its topic does not go with. */
export function refuseBadEndpoint(protocol: string, endpoint: string, fifoTopic: boolean): void {
  const known = Object.hasOwn(SHAPES, protocol) ? SHAPES[protocol] : undefined;
  if (known === undefined) throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  if (!known.shape.test(endpoint)) throw invalidParameter(known.problem);
  if (fifoTopic && protocol !== 'sqs') {
    throw invalidParameter('Invalid protocol type: only SQS queues can be subscribed to FIFO topics');
  }
  if (!fifoTopic && endpoint.endsWith('.fifo')) {
    throw invalidParameter(
      'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
    );
  }
}

/** Whether somebody else must say yes before an endpoint gets messages: its owner, unless it is the subscriber. */
export function needsConfirmation(protocol: string, endpoint: string, accountId: string): boolean {
  if (protocol === 'sms') return false;
  return endpoint.startsWith('arn:') ? endpoint.split(':')[4] !== accountId : true;
}
