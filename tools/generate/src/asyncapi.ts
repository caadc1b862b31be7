import type { AnyEventContract, ServiceManifest } from '@gatehouse/contracts';
import { z } from 'zod';

/** The AsyncAPI 3.0 description of every event that downstream systems may subscribe to. */
export function asyncApiOf(manifests: readonly ServiceManifest[], version: string): object {
  const events = manifests.flatMap(({ name, publishes }) => publishes.map((event) => ({ owner: name, event })));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Gatehouse events',
      version,
      description: 'Facts that Gatehouse tells on JetStream, as CloudEvents 1.0 in binary mode.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(events.map(({ event, owner }) => [keyOf(event), channelOf(event, owner)])),
    operations: Object.fromEntries(events.map(({ event }) => [`receive-${keyOf(event)}`, operationOf(event)])),
    components: {
      schemas: { CloudEventHeaders: CLOUD_EVENT_HEADERS },
      messages: Object.fromEntries(events.map(({ event }) => [keyOf(event), messageOf(event)])),
    },
  };
}

const CLOUD_EVENT_HEADERS = {
  type: 'object',
  required: ['ce-id', 'ce-source', 'ce-type', 'ce-time', 'ce-specversion'],
  properties: {
    'ce-specversion': { const: '1.0' },
    'ce-id': { type: 'string', description: 'Unique within its source.' },
    'ce-source': { type: 'string', description: 'The service that tells it, e.g. `/inventory`.' },
    'ce-type': { type: 'string', description: 'Reverse-DNS name of the event.' },
    'ce-time': { type: 'string', format: 'date-time' },
    traceparent: { type: 'string', description: 'W3C trace context of what led to it.' },
  },
} as const;

function keyOf(event: AnyEventContract): string {
  return event.subject.slice('evt.'.length).replaceAll('.', '-');
}

function channelOf(event: AnyEventContract, owner: string): object {
  return {
    address: event.subject,
    title: event.summary,
    description: `JetStream stream \`evt-${owner}\`.`,
    messages: { [keyOf(event)]: { $ref: `#/components/messages/${keyOf(event)}` } },
  };
}

function operationOf(event: AnyEventContract): object {
  return { action: 'receive', channel: { $ref: `#/channels/${keyOf(event)}` }, summary: event.summary };
}

function messageOf(event: AnyEventContract): object {
  const { $schema: _, ...payload } = z.toJSONSchema(event.data, { io: 'output' });
  return {
    name: event.subject,
    summary: event.summary,
    headers: { $ref: '#/components/schemas/CloudEventHeaders' },
    payload,
    examples: [{ payload: event.example }],
  };
}
