import { describe, expect, it } from '@jest/globals';
import type { NatsConnection } from '@nats-io/transport-node';
import { getProfile, listPrincipals, Secret, type Actor } from '@gatehouse/contracts';
import type { VerifiedActor } from '../actor/verified-actor.js';
import { ServiceClient } from './service-client.js';

const actor = (kind: Actor['kind']): VerifiedActor => ({
  kind,
  id: kind === 'person' ? 'ada@example.com' : 'service:credentials',
  displayName: 'Ada',
  groups: [],
  privileges: [],
  signedInBy: 'demo',
  sessionId: 's',
  token: new Secret('token'),
});
const sent: string[] = [];
const connection = {
  request: async (subject: string) => {
    sent.push(subject);
    throw new Error('Nobody listens in this test.');
  },
} as unknown as NatsConnection;
const client = new ServiceClient(connection, {
  name: 'credentials',
  calls: [listPrincipals],
  callsAsItself: [listPrincipals],
});

describe(ServiceClient, () => {
  it('sends nothing that the manifest does not list', async () => {
    await expect(client.call(getProfile, actor('person'), {})).rejects.toThrow('its manifest does not list');
    expect(sent).toEqual([]);
  });

  it('sends nothing on behalf of a person that the service asks as itself only', async () => {
    await expect(client.call(listPrincipals, actor('person'), {})).rejects.toThrow('as itself only');
    expect(sent).toEqual([]);
    await expect(client.call(listPrincipals, actor('service'), {})).rejects.toThrow('Nobody listens');
    expect(sent).toEqual([listPrincipals.subject]);
  });
});
