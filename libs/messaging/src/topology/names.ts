import type { Subscription } from '@gatehouse/contracts';

/** Stream of the dead letters of every service. */
export const DEAD_LETTER_STREAM = 'dlq';

/** The stream that stores an event: `evt-<owner>`. */
export function streamOf(eventSubject: string): string {
  return `evt-${ownerOf(eventSubject)}`;
}

/** The service that tells an event or answers a request: the subject's second token. */
export function ownerOf(subject: string): string {
  const owner = subject.split('.')[1];
  if (!owner) throw new Error(`${subject} names no owner: <kind>.<service>.v<major>.<name> is expected.`);
  return owner;
}

/** The durable consumer of a subscription: `<service>--<purpose>`. */
export function consumerOf(service: string, { purpose }: Pick<Subscription, 'purpose'>): string {
  return `${service}--${purpose}`;
}

/** Where the events go that a subscription could not handle: `dlq.<service>.<purpose>`. */
export function deadLetterSubjectOf(service: string, { purpose }: Pick<Subscription, 'purpose'>): string {
  return `dlq.${service}.${purpose}`;
}
