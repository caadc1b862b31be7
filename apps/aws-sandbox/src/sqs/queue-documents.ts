import { documentProblem } from '../authorization/policy-documents.js';
import { unknownPrincipal } from '../authorization/principals-exist.js';
import type { World } from '../state/model.js';
import { admitsSource, readRedriveAllowPolicy, readRedrivePolicy } from './redrive.rules.js';
import { invalidAttributeValue, invalidParameter } from './sqs-errors.js';
import { type Queue, queueByArn } from './sqs-state.js';

const MAX_POLICY_BYTES = 8192;

type QueueIdentity = Pick<Queue, 'arn' | 'fifo' | 'accountId' | 'region'>;

/** Refuses documents among the attributes that SQS would not store for this queue. */
export function refuseBadDocuments(world: World, queue: QueueIdentity, given: Readonly<Record<string, string>>): void {
  const { Policy = '', RedrivePolicy = '', RedriveAllowPolicy = '' } = given;
  if (Policy !== '') refuseBadPolicy(world, Policy);
  if (RedrivePolicy !== '') refuseBadRedrive(world, queue, RedrivePolicy);
  if (RedriveAllowPolicy !== '') readRedriveAllowPolicy(RedriveAllowPolicy);
}

function refuseBadPolicy(world: World, document: string): void {
  const bad =
    Buffer.byteLength(document) > MAX_POLICY_BYTES ||
    documentProblem(document, 'resource') !== undefined ||
    unknownPrincipal(world, document, 'resource') !== undefined;
  if (bad) throw invalidAttributeValue('Policy');
}

function refuseBadRedrive(world: World, queue: QueueIdentity, text: string): void {
  const { deadLetterTargetArn } = readRedrivePolicy(text);
  const refuse = (reason: string) => invalidParameter('RedrivePolicy', text, reason);
  const [, , , region, accountId] = deadLetterTargetArn.split(':');
  if (accountId !== queue.accountId) throw refuse('Dead-letter target owner should be same as the source.');
  if (region !== queue.region) throw refuse('Dead-letter target should be in the same region as the source.');
  const target = queueByArn(world, deadLetterTargetArn);
  if (target === undefined) throw refuse('Dead letter target does not exist.');
  if (target.fifo !== queue.fifo) throw refuse('Dead-letter queue must be same type of queue as the source.');
  if (!admitsSource(target.attributes, queue.arn)) {
    throw refuse('The redrive allow policy of the dead-letter target does not admit this source queue.');
  }
}
