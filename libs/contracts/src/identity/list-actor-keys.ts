import { z } from 'zod';
import { defineRequest } from '../core/define-request.js';

export const listActorKeys = defineRequest({
  subject: 'rpc.identity.v1.list-actor-keys',
  summary:
    'The public keys that actor tokens are verified with: the current one, and those still in use by live tokens.',
  permission: 'identity.read-actor-keys',
  readsOnly: true,
  request: z.object({}),
  reply: z.object({
    keys: z
      .array(
        z.object({
          kid: z.string().max(100).describe('Named by the `kid` header of the tokens it verifies.'),
          kty: z.literal('OKP'),
          crv: z.literal('Ed25519'),
          x: z.string().max(100).describe('The public key, base64url.'),
        }),
      )
      .max(20),
  }),
  failures: {},
});
