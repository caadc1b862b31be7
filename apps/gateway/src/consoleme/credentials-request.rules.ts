import { z } from 'zod';

/** The fields of ConsoleMe's request that mean something; clients send others too, and they are let be. */
const Body = z.object({
  requested_role: z.string().min(1).max(650).optional(),
  user_role: z.boolean().optional(),
  app_name: z.string().max(200).optional(),
  account: z.string().max(200).optional(),
  console_only: z.boolean().optional(),
  no_ip_restrictions: z.boolean().optional(),
  custom_ip_restrictions: z.array(z.string().max(50)).max(100).nullish(),
  metadata: z.record(z.string().max(100), z.unknown()).nullish(),
});

/** What a client of ConsoleMe asks for, in our words. */
export type CredentialsRequest =
  | {
      readonly kind: 'role';
      /** Any part of the ARN. */
      readonly query: string;
      /** Only among roles that are offered for the console as well. */
      readonly consoleOnly: boolean;
      /** What the client says of itself, for the audit trail. */
      readonly metadata: Record<string, unknown>;
    }
  | { readonly kind: 'person-role'; readonly account: string }
  | { readonly kind: 'app' }
  | { readonly kind: 'malformed'; readonly message: string };

const malformed = (message: string): CredentialsRequest => ({ kind: 'malformed', message });

/** Reads a request of weep, or of another client of ConsoleMe. */
export function readCredentialsRequest(body: unknown): CredentialsRequest {
  const parsed = Body.safeParse(body);
  if (!parsed.success) {
    return malformed(
      parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join(' '),
    );
  }
  const request = parsed.data;
  if (request.custom_ip_restrictions?.length) {
    return malformed(
      'custom_ip_restrictions: not offered here; leave it out, or credentials would be wider than asked.',
    );
  }
  if (request.app_name !== undefined) return onlyAlone(request, { kind: 'app' });
  if (request.user_role) return readPersonRole(request);
  return readRole(request);
}

function onlyAlone(request: z.output<typeof Body>, alone: CredentialsRequest): CredentialsRequest {
  const crowded = request.requested_role !== undefined || request.user_role === true;
  return crowded ? malformed('Give one of requested_role, user_role and app_name, not several.') : alone;
}

function readPersonRole(request: z.output<typeof Body>): CredentialsRequest {
  if (request.requested_role !== undefined) return malformed('Give user_role or requested_role, not both.');
  if (!request.account) return malformed('account: needed with user_role.');
  return { kind: 'person-role', account: request.account };
}

function readRole(request: z.output<typeof Body>): CredentialsRequest {
  const query = request.requested_role?.trim();
  if (!query) return malformed('requested_role: give the ARN of a role, or a part of it.');
  const { no_ip_restrictions: noIpRestrictions, metadata } = request;
  return {
    kind: 'role',
    query,
    consoleOnly: request.console_only === true,
    metadata: { ...metadata, ...(noIpRestrictions !== undefined && { no_ip_restrictions: noIpRestrictions }) },
  };
}
