import type { ServiceManifest } from '@gatehouse/contracts';
import { consumerOf, DEAD_LETTER_STREAM, streamOf, ownerOf } from './names.js';

/** How long events and dead letters are kept. */
const RETENTION_DAYS = 90;

/** A stream, as far as we decide about it. */
export interface StreamPlan {
  readonly name: string;
  readonly subjects: readonly string[];
  readonly retentionDays: number;
}

/** A durable pull consumer: one for each subscription. */
export interface ConsumerPlan {
  readonly name: string;
  readonly stream: string;
  readonly filterSubject: string;
}

/** Every stream and consumer that the services need. */
export interface Topology {
  readonly streams: readonly StreamPlan[];
  readonly consumers: readonly ConsumerPlan[];
}

/** The streams and consumers of these services: one stream per owner of an event that is told or listened to. */
export function streamsOf(manifests: readonly ServiceManifest[]): Topology {
  const told = manifests.flatMap(({ publishes }) => publishes);
  const heard = manifests.flatMap(({ subscribes }) => subscribes.map(({ event }) => event));
  const owners = [...new Set([...told, ...heard].map(({ subject }) => ownerOf(subject)))].sort();
  return {
    streams: [
      ...owners.map((owner) => ({
        name: `evt-${owner}`,
        subjects: [`evt.${owner}.>`],
        retentionDays: RETENTION_DAYS,
      })),
      { name: DEAD_LETTER_STREAM, subjects: [`${DEAD_LETTER_STREAM}.>`], retentionDays: RETENTION_DAYS },
    ],
    consumers: manifests.flatMap((manifest) =>
      manifest.subscribes.map((subscription) => ({
        name: consumerOf(manifest.name, subscription),
        stream: streamOf(subscription.event.subject),
        filterSubject: subscription.event.subject,
      })),
    ),
  };
}
