import { z } from 'zod';
import { defineRequest } from '../core/define-request.js';
import { Person } from './person.js';

export const getProfile = defineRequest({
  subject: 'rpc.identity.v1.get-profile',
  summary: 'Who the actor is signed in as.',
  permission: 'identity.read-own-profile',
  readsOnly: true,
  request: z.object({}),
  reply: z.object({ person: Person, signedInBy: z.string().max(40) }),
  failures: {},
  http: { method: 'GET', path: '/api/v3/profile' },
});
