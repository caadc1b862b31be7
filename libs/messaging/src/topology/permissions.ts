import { listActorKeys, type ServiceManifest } from '@gatehouse/contracts';
import { inboxPrefixOf } from '../connection/connect-nats.js';
import { consumerOf, deadLetterSubjectOf, streamOf } from './names.js';

/** What NATS lets one service do. Everything else is refused. */
export interface ServicePermissions {
  readonly service: string;
  readonly publish: readonly string[];
  /** A subject, or a subject and the only queue group in which it may be subscribed. */
  readonly subscribe: readonly string[];
  /** Whether it may answer the requests that it received; once each. */
  readonly answers: boolean;
}

/** The permissions of every service, from the manifests and nothing else. */
export function natsPermissionsOf(manifests: readonly ServiceManifest[]): ServicePermissions[] {
  return [...manifests].sort((a, b) => a.name.localeCompare(b.name)).map(permissionsOf);
}

function permissionsOf(manifest: ServiceManifest): ServicePermissions {
  const { name, handles, calls, publishes, subscribes, hears = [] } = manifest;
  const publish = [
    // Every service verifies actors, so every service may ask for the public keys.
    listActorKeys.subject,
    ...calls.map(({ subject }) => subject),
    ...publishes.map(({ subject }) => subject),
    ...subscribes.flatMap((subscription) => {
      const stream = streamOf(subscription.event.subject);
      const consumer = consumerOf(name, subscription);
      return [
        deadLetterSubjectOf(name, subscription),
        `$JS.API.CONSUMER.INFO.${stream}.${consumer}`,
        `$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`,
        `$JS.ACK.${stream}.${consumer}.>`,
      ];
    }),
  ];
  return {
    service: name,
    publish: [...new Set(publish)].sort(),
    subscribe: [
      `${inboxPrefixOf(name)}.>`,
      ...hears.map(({ subject }) => subject),
      ...(handles.length > 0 ? [`rpc.${name}.> ${name}`] : []),
    ],
    answers: handles.length > 0,
  };
}
