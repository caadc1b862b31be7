import { ContractFailure, platformFailure, type AnyRequestContract, type FieldIssue } from '@gatehouse/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { clientOf } from '../server/client-of.js';
import type { Edge } from '../server/edge.js';
import type { Guard } from '../server/guards.js';
import { sessionTokenIn } from '../sessions/session-cookie.rules.js';
import { answersOfTasks, type Answer } from '../tasks/answers-of-tasks.js';
import { CLIENT_FIELD, httpContractsOf, requestFieldsOf } from './request-fields.js';
import { decideInput, type RequestFields } from './request-input.rules.js';

/** The loop that is the public API: every contract with an HTTP binding becomes a route. */
export function bindContracts(
  server: FastifyInstance,
  contracts: readonly AnyRequestContract[],
  edge: Edge,
  guard: Guard,
): void {
  const special = answersOfTasks(edge.services);
  for (const contract of httpContractsOf(contracts)) {
    const fields = requestFieldsOf(contract);
    const answer: Answer =
      special.get(contract.subject) ?? ((actor, input) => edge.services.call(contract, actor, input));
    const tellsClient = CLIENT_FIELD in contract.request.shape;
    server.route({
      method: contract.http.method,
      url: contract.http.path,
      onRequest: guard,
      handler: async (request) => {
        const input = inputOf(request, fields);
        if (tellsClient) input[CLIENT_FIELD] = clientOf(request);
        return ask(edge, answer, request, input);
      },
    });
  }
}

/** The reply has been checked against the contract by the client that received it. */
async function ask(
  { actorTokens }: Edge,
  answer: Answer,
  request: FastifyRequest,
  input: Record<string, unknown>,
): Promise<unknown> {
  if (!request.actor) throw new Error(`${request.url} is bound without the guard that knows who asks.`);
  try {
    return await answer(request.actor, input);
  } catch (error) {
    if (error instanceof ContractFailure && error.failure.code === 'unauthenticated') {
      // A token that a service refuses is not worth holding: the next request gets a fresh one.
      const sessionToken = sessionTokenIn(request.headers.cookie);
      if (sessionToken !== undefined) actorTokens.forget(sessionToken);
    }
    throw error;
  }
}

function inputOf(request: FastifyRequest, fields: RequestFields): Record<string, unknown> {
  const decision = decideInput(
    {
      params: request.params as Record<string, unknown>,
      query: request.query as Record<string, unknown>,
      body: request.body,
    },
    fields,
  );
  if (decision.valid) return decision.input;
  throw requestInvalid(decision.issues);
}

/** The refusal that names every field that is wrong. */
export function requestInvalid(fields: readonly FieldIssue[]): ContractFailure {
  const [first] = fields;
  const hint = first?.field ? `${first.field}: ${first.message}` : (first?.message ?? 'See the documentation.');
  return platformFailure('REQUEST_INVALID', `The request is not right. ${hint}`, { details: { fields } });
}
