import { ContractFailure, findResource, searchResources, type ResourceSummary } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Edge } from '../server/edge.js';
import type { Guard } from '../server/guards.js';
import { readTableQuery, rowOf, withLinks } from './policies-table.rules.js';
import { collectResources } from './resource-pages.js';
import { accountIn, consolePathOf, editPathOf } from './resource-url.rules.js';
import { isWantedArn, readResourcesTypeahead, readTypeahead } from './typeahead.rules.js';
import { suggest } from './typeahead.js';

interface Refusal {
  readonly status: 400 | 404;
  readonly reason: 'missing_data' | 'invalid_data' | 'malformed_data';
  readonly message: string;
}

/** ConsoleMe's ways to find resources, each translated to a search of ours. */
export function bindSearchRoutes(server: FastifyInstance, edge: Edge, guard: Guard): void {
  for (const path of ['/api/v1/policies/typeahead', '/policies/typeahead']) {
    server.get(path, { onRequest: guard }, (request, reply) => answerTypeahead(request, reply, edge));
  }
  server.get('/api/v2/typeahead/resources', { onRequest: guard }, (request, reply) =>
    answerResourcesTypeahead(request, reply, edge),
  );
  server.post('/api/v2/policies', { onRequest: guard }, (request, reply) => answerTable(request, reply, edge));
  server.get('/api/v2/get_resource_url', { onRequest: guard }, (request, reply) => answerUrl(request, reply, edge));
}

async function answerTypeahead(request: FastifyRequest, reply: FastifyReply, edge: Edge): Promise<unknown> {
  const reading = readTypeahead(request.query);
  if (!reading.ok) return refuseWith(reply, request, { ...reading, reason: 'invalid_data' });
  return suggest(edge.services, actorOf(request), reading.query);
}

async function answerResourcesTypeahead(request: FastifyRequest, reply: FastifyReply, edge: Edge): Promise<unknown> {
  const reading = readResourcesTypeahead(request.query);
  if (!reading.ok) return refuseWith(reply, request, { ...reading, reason: 'invalid_data' });
  const { query } = reading;
  const words = [query.typeahead.trim(), query.resource_type === '' ? '' : `:${query.resource_type}:`];
  const search = words.filter((word) => word !== '').join(' ');
  const found = await collectResources(edge.services, actorOf(request), {
    filter: {
      ...(search !== '' && { search: search.slice(0, 200) }),
      ...(/^\d{12}$/.test(query.account_id) && { accountId: query.account_id }),
    },
    limit: query.limit,
    isWanted: ({ arn }) => isWantedArn(arn, query),
  });
  return query.ui_formatted ? found.map(({ arn }) => ({ title: arn })) : found.map(({ arn }) => arn);
}

async function answerTable(request: FastifyRequest, reply: FastifyReply, edge: Edge): Promise<unknown> {
  const query = readTableQuery(request.body);
  if (typeof query === 'string') {
    return refuseWith(reply, request, { status: 400, reason: 'invalid_data', message: query });
  }
  const actor = actorOf(request);
  const [all, found] = await Promise.all([
    edge.services.call(searchResources, actor, { limit: 1 }),
    collectResources(edge.services, actor, {
      filter: query.search === '' ? {} : { search: query.search },
      limit: query.limit,
      isWanted: (resource) => query.isWanted(rowOf(resource)),
    }),
  ]);
  const { markdown } = request.query as { markdown?: unknown };
  const data = found.map((resource) =>
    isTrue(markdown) ? withLinks(rowOf(resource), pathOf(resource)) : rowOf(resource),
  );
  return { totalCount: all.totalCount ?? 0, filteredCount: data.length, data };
}

function pathOf({ arn, accountId, region }: ResourceSummary): string | null {
  return editPathOf(arn, { accountId, region });
}

async function answerUrl(request: FastifyRequest, reply: FastifyReply, edge: Edge): Promise<unknown> {
  const { arn } = request.query as { arn?: unknown };
  const no = (reason: Refusal['reason'], message: string) =>
    refuseWith(reply, request, { status: 404, reason, message });
  if (typeof arn !== 'string' || arn === '') return no('missing_data', 'arn: name the resource by its ARN.');
  if (accountIn(arn) === null || arn.length > 2_048) return no('malformed_data', 'arn: this is not an ARN.');
  const resource = await resourceOf(edge, actorOf(request), arn);
  if (resource === null) return no('invalid_data', 'This resource is not known here.');
  const path = pathToShow(arn, resource);
  if (path === null) return no('invalid_data', 'Resources of this type have no page.');
  return {
    status: 'success',
    status_code: 200,

    data: { url: path },
  };
}

type Place = Pick<ResourceSummary, 'accountId' | 'region'> & { readonly consoleUrl: string | null };

/** Where the portal edits a resource, or else where the console of AWS shows it; null when neither does. */
function pathToShow(arn: string, { accountId, region, consoleUrl }: Place): string | null {
  const editPath = editPathOf(arn, { accountId, region });
  if (editPath !== null) return editPath;
  return consoleUrl === null ? null : consolePathOf(accountId, consoleUrl);
}

async function resourceOf(edge: Edge, actor: VerifiedActor, arn: string) {
  try {
    return (await edge.services.call(findResource, actor, { arn })).resource;
  } catch (error) {
    if (error instanceof ContractFailure && error.failure.reason === 'RESOURCE_UNKNOWN') return null;
    throw error;
  }
}

/** An error in ConsoleMe's web envelope; `errors` is what weep prints, through a format function that `%` garbles. */
function refuseWith(reply: FastifyReply, request: FastifyRequest, { status, reason, message }: Refusal): FastifyReply {
  request.failureReason = reason;
  const text = message.replaceAll('%', ' percent');
  const body = { status: 'error', status_code: status, reason, message: text, errors: [text], code: reason };
  return reply.code(status).send(body);
}

const isTrue = (flag: unknown): boolean => typeof flag === 'string' && /^(true|1|yes)$/i.test(flag);

function actorOf(request: FastifyRequest): VerifiedActor {
  if (!request.actor) throw new Error('A route of ConsoleMe is bound without the guard that knows who asks.');
  return request.actor;
}
