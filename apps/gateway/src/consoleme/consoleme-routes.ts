import { ContractFailure, issueCredentials, listAccounts, platformFailure, type ReplyOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { clientOf } from '../server/client-of.js';
import type { Edge } from '../server/edge.js';
import type { Guard } from '../server/guards.js';
import { chooseRole } from './console-role-choice.rules.js';
import { readCredentialsRequest, type CredentialsRequest } from './credentials-request.rules.js';
import { listAllEligibleRoles } from './eligible-roles.js';
import { roleArnsOf, roleListOf } from './role-list.rules.js';

type Answer = { readonly status: number; readonly body: unknown };
interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly account?: string;
}
type RoleWanted = Extract<CredentialsRequest, { kind: 'role' }>;

/** ConsoleMe's API as its clients use it: every route translates to a contract and back, and decides nothing. */
export function bindConsoleMeRoutes(server: FastifyInstance, edge: Edge, guard: Guard): void {
  server.get('/api/v1/get_roles', { onRequest: guard }, async (request) => roleArnsOf(await rolesFor(request, edge)));
  server.get('/api/v2/get_roles', { onRequest: guard }, async (request) => roleListOf(await rolesFor(request, edge)));
  server.post('/api/v1/get_credentials', { onRequest: guard }, async (request, reply) => {
    const { status, body } = await answerCredentials(request, edge);
    return reply.code(status).send(body);
  });
}

/** Without `all=true` only the roles that are offered for the console as well. */
function rolesFor(request: FastifyRequest, edge: Edge) {
  const { all } = request.query as { all?: unknown };
  return listAllEligibleRoles(edge.services, actorOf(request), {
    includeCliOnly: typeof all === 'string' && /^(true|1|yes)$/i.test(all),
  });
}

async function answerCredentials(request: FastifyRequest, edge: Edge): Promise<Answer> {
  const wanted = readCredentialsRequest(request.body);
  switch (wanted.kind) {
    case 'malformed':
      throw platformFailure('REQUEST_INVALID', wanted.message);
    case 'app':
      return refusal(request, {
        status: 400,
        code: '900',
        message: 'No roles are kept for applications here; send requested_role.',
      });
    case 'person-role':
      return refusePersonRole(request, edge, wanted.account);
    case 'role':
      request.requestedRole = wanted.query;
      return { status: 200, body: credentialsOf(await issue(request, edge, wanted)) };
  }
}

async function issue(request: FastifyRequest, edge: Edge, wanted: RoleWanted) {
  const actor = actorOf(request);
  const choice = wanted.consoleOnly
    ? { roleArn: await chooseAmongConsoleRoles(edge, actor, wanted.query) }
    : { query: wanted.query };
  return edge.services.call(issueCredentials, actor, {
    ...choice,
    client: { ...clientOf(request), metadata: wanted.metadata },
  });
}

async function chooseAmongConsoleRoles(edge: Edge, actor: VerifiedActor, query: string): Promise<string> {
  const roles = await listAllEligibleRoles(edge.services, actor, { includeCliOnly: false });
  const choice = chooseRole(query, roles);
  switch (choice.found) {
    case 'one':
      return choice.roleArn;
    case 'none':
      throw refused('not_found', 'ROLE_UNKNOWN', `None of your roles for the console matches ${query}.`);
    case 'several':
      throw refused('conflict', 'ROLE_AMBIGUOUS', 'Several of your roles for the console match; name one of them.', {
        matchingRoles: choice.roleArns,
      });
  }
}

function refused(code: 'not_found' | 'conflict', reason: string, message: string, details?: Record<string, unknown>) {
  return new ContractFailure({ code, reason, message, ...(details && { details }) });
}

/** ConsoleMe can keep one role per person and account. We do not; an unknown account is told apart all the same. */
async function refusePersonRole(request: FastifyRequest, edge: Edge, account: string): Promise<Answer> {
  const { items } = await edge.services.call(listAccounts, actorOf(request), { search: account, limit: 500 });
  const known = items.some(({ accountId, name }) => accountId === account || name === account);
  return refusal(
    request,
    known
      ? { status: 403, code: '900', message: 'No roles are kept for single people here; send requested_role.' }
      : { status: 400, code: '906', message: `There is no account ${account.replaceAll('%', '')} here.`, account },
  );
}

/** A refusal in ConsoleMe's own numbers, for what has no counterpart in our contracts. */
function refusal(request: FastifyRequest, said: Refusal): Answer {
  const { status, code, message, ...extra } = said;
  request.failureReason = code;
  return { status, body: { code, message, errors: [message], request_id: request.id, ...extra } };
}

/** `Expiration` in whole Unix seconds: the clients fail on anything else. */
function credentialsOf(issued: ReplyOf<typeof issueCredentials>) {
  return {
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretAccessKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: Math.floor(Date.parse(issued.expiresAt) / 1_000),
      RoleArn: issued.roleArn,
    },
  };
}

function actorOf(request: FastifyRequest): VerifiedActor {
  if (!request.actor) throw new Error('A route of ConsoleMe is bound without the guard that knows who asks.');
  return request.actor;
}
