import type { CallRecord } from '../call-log/call-record.js';
import { eventIdFor } from './event-record.rules.js';
import { eventNameOf, eventSourceOf, resourceTypeOf } from './event-words.rules.js';
import { isReadOnly } from './operation-kind.rules.js';

/** A resource as event history lists it. */
export interface LookedUpResource {
  readonly ResourceType: string;
  readonly ResourceName: string;
}

/** What LookupEvents can look for. */
export const LOOKUP_ATTRIBUTES = [
  'AccessKeyId',
  'EventId',
  'EventName',
  'EventSource',
  'ReadOnly',
  'ResourceName',
  'ResourceType',
  'Username',
] as const;

export type LookupAttributeName = (typeof LOOKUP_ATTRIBUTES)[number];

/** The name that event history shows: a user's, or that of the session of a role. */
export function usernameOf({ caller }: CallRecord): string | undefined {
  if (caller === undefined) return undefined;
  return caller.userName ?? (caller.type === 'AssumedRole' ? caller.principalId?.split(':')[1] : undefined);
}

/** Roles and their like, by name and by ARN, the way AWS lists both. */
export function lookedUpResources({ resources, caller, service }: CallRecord): readonly LookedUpResource[] {
  const found = resources.flatMap(({ arn }) => namesOf(arn));
  if (service === 'sts' && caller?.accessKeyId !== undefined) {
    return [{ ResourceType: 'AWS::IAM::AccessKey', ResourceName: caller.accessKeyId }, ...found];
  }
  return found;
}

function namesOf(arn: string): readonly LookedUpResource[] {
  const type = resourceTypeOf(arn);
  if (type === undefined) return [];
  const resource = arn.split(':').slice(5).join(':');
  const name = resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
  return [...new Set([name, arn])].map((ResourceName) => ({ ResourceType: type, ResourceName }));
}

/** What is looked for, in whose events. */
export interface WantedAttribute {
  readonly name: LookupAttributeName;
  readonly value: string;
  readonly accountId: string;
}

type Asked = Omit<WantedAttribute, 'name'>;

const HAS: Readonly<Record<LookupAttributeName, (record: CallRecord, asked: Asked) => boolean>> = {
  AccessKeyId: ({ caller }, { value }) => caller?.accessKeyId === value,
  EventId: (record, { value, accountId }) => eventIdFor(record, accountId) === value,
  EventName: ({ service, operation }, { value }) => eventNameOf(service, operation) === value,
  EventSource: ({ service }, { value }) => eventSourceOf(service) === value,
  ReadOnly: ({ operation }, { value }) => String(isReadOnly(operation)) === value,
  ResourceName: (record, { value }) => lookedUpResources(record).some(({ ResourceName }) => ResourceName === value),
  ResourceType: (record, { value }) => lookedUpResources(record).some(({ ResourceType }) => ResourceType === value),
  Username: (record, { value }) => usernameOf(record) === value,
};

/** Whether a call has the value that is looked for; capitals matter, as they do in AWS. */
export function hasAttribute(record: CallRecord, wanted: WantedAttribute): boolean {
  return HAS[wanted.name](record, wanted);
}
