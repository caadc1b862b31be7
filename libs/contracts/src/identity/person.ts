import { z } from 'zod';
import { Privilege } from '../core/actor.js';

/** A person as the portal shows them. */
export const Person = z.object({
  personId: z.string().max(320).describe('E-mail address, lower case.'),
  displayName: z.string().max(200),
  groups: z.array(z.string().max(256)).max(2_000),
  privileges: z.array(Privilege),
});
export type Person = z.infer<typeof Person>;
