import { z } from 'zod';

/** What identity's configuration gives to groups; each opens the permissions that name it as a holder. */
export const Privilege = z.enum(['administrator', 'auditor']);
export type Privilege = z.infer<typeof Privilege>;

/** The signed-in person or the service behind a request, as the verified actor token says. */
export const Actor = z.object({
  kind: z.enum(['person', 'service']),
  /** A person's id (their e-mail address, lower case) or `service:<name>`. */
  id: z.string().min(1).max(320),
  displayName: z.string().max(200),
  /** Names of the groups the person is in, as the identity provider spells them. */
  groups: z.array(z.string().min(1).max(256)).max(2_000),
  privileges: z.array(Privilege),
  /** How the person signed in: `demo`, `oidc`, `saml`, …; `service` for services. */
  signedInBy: z.string().max(40),
  /** Id of the session or API token behind this actor, for the audit trail. Not a secret. */
  sessionId: z.string().max(64),
  /** When the person last showed a second factor, as Unix seconds; absent if never. */
  mfaAt: z.int().nonnegative().optional(),
});
export type Actor = z.infer<typeof Actor>;
