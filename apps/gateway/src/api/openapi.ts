import {
  HTTP_STATUS_OF,
  listSignInMethods,
  Person,
  PERMISSIONS,
  PLATFORM_FAILURES,
  type AnyRequestContract,
  type FailureCode,
} from '@gatehouse/contracts';
import { z } from 'zod';
import { SESSION_COOKIE } from '../sessions/session-cookie.rules.js';
import { SessionRequest } from '../sessions/session-request.js';
import { CLIENT_FIELD, httpContractsOf, requestFieldsOf, type HttpContract } from './request-fields.js';

type Json = Record<string, unknown>;

/** The description of the public API (OpenAPI 3.1), made from the same contracts that its routes are made from. */
export function openApiOf(contracts: readonly AnyRequestContract[]): object {
  const paths: Record<string, Json> = {};
  for (const contract of httpContractsOf(contracts)) {
    const { method, path } = contract.http;
    const key = path.replace(/:(\w+)/g, '{$1}');
    paths[key] = { ...paths[key], [method.toLowerCase()]: operationOf(contract) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gatehouse',
      version: '3',
      summary: 'Credentials, console access and inventory of many AWS accounts.',
      description:
        'Every operation is a request contract of one service. Sign in for a session cookie; requests that change something must carry the header Origin of this address. Failures are problem+json: `code` and `reason` are stable, `message` is for people.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ session: [] }],
    paths: { ...sorted(paths), ...sessionPaths() },
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE } },
      schemas: { Problem: PROBLEM },
    },
  };
}

const PROBLEM: Json = {
  type: 'object',
  description: 'RFC 9457 problem details.',
  required: ['type', 'title', 'status', 'code', 'reason', 'message', 'traceId'],
  properties: {
    type: { type: 'string', description: 'urn:gatehouse:problem:<reason>' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(HTTP_STATUS_OF) },
    reason: { type: 'string', description: 'Stable; what programs decide by.' },
    message: { type: 'string', description: 'For people; may change.' },
    details: { type: 'object', description: 'Facts for programs.' },
    traceId: { type: 'string' },
    errors: {
      type: 'array',
      description: 'What is wrong field by field.',
      items: { type: 'object', properties: { field: { type: 'string' }, message: { type: 'string' } } },
    },
  },
};

function operationOf(contract: HttpContract): Json {
  const { inPath, elsewhere } = requestFieldsOf(contract);
  const schema = schemaOf(contract.request, 'input');
  const properties = (schema['properties'] ?? {}) as Record<string, Json>;
  const required = new Set((schema['required'] ?? []) as string[]);
  const inQuery = contract.http.method === 'GET' ? [...elsewhere] : [];
  const inBody = contract.http.method === 'GET' ? [] : [...elsewhere];
  return {
    operationId: contract.subject.replace(/^rpc\./, '').replace(/\.v1\./, '.'),
    summary: contract.summary,
    tags: [contract.subject.split('.')[1]],
    'x-gatehouse-permission': contract.permission,
    description: `Permission \`${contract.permission}\`: ${PERMISSIONS[contract.permission].summary}`,
    ...parametersOf([...inPath], inQuery, { properties, required }),
    ...bodyOf(inBody, { properties, required }),
    responses: { 200: answer('The reply.', schemaOf(contract.reply, 'output')), ...failuresOf(contract.failures) },
  };
}

interface Fields {
  readonly properties: Readonly<Record<string, Json>>;
  readonly required: ReadonlySet<string>;
}

function parametersOf(inPath: string[], inQuery: string[], { properties, required }: Fields): Json {
  const parameter = (place: 'path' | 'query') => (name: string) => {
    const { description, ...schema } = properties[name] ?? {};
    return {
      name,
      in: place,
      required: place === 'path' || required.has(name),
      ...(description !== undefined && { description }),
      schema,
    };
  };
  const parameters = [...inPath.map(parameter('path')), ...inQuery.map(parameter('query'))];
  return parameters.length > 0 ? { parameters } : {};
}

function bodyOf(names: string[], { properties, required }: Fields): Json {
  const taken = names.filter((name) => name !== CLIENT_FIELD);
  if (taken.length === 0) return {};
  const needed = taken.filter((name) => required.has(name));
  const schema = {
    type: 'object',
    properties: Object.fromEntries(taken.map((name) => [name, properties[name] ?? {}])),
    ...(needed.length > 0 && { required: needed }),
    additionalProperties: false,
  };
  return { requestBody: { required: needed.length > 0, content: { 'application/json': { schema } } } };
}

/** One response for each status, with the reasons that it can have. */
function failuresOf(own: Readonly<Record<string, FailureCode>>): Json {
  const reasons = new Map<number, string[]>();
  for (const [reason, code] of Object.entries<FailureCode>({ ...own, ...PLATFORM_FAILURES })) {
    const status = HTTP_STATUS_OF[code];
    reasons.set(status, [...(reasons.get(status) ?? []), reason]);
  }
  const responses = [...reasons].map(([status, names]) => [String(status), problem(names.join(', '))] as const);
  return Object.fromEntries(responses);
}

/** Signing in and out set and end the cookie, so they are routes of the edge and no contracts of their own. */
function sessionPaths(): Record<string, Json> {
  const open = { security: [], tags: ['sessions'] };
  const started = z.object({ person: Person, sessionId: z.string(), expiresAt: z.iso.datetime() });
  return {
    '/api/v3/sign-in-methods': {
      get: {
        ...open,
        operationId: 'sessions.list-sign-in-methods',
        summary: listSignInMethods.summary,
        responses: { 200: answer('The methods.', schemaOf(listSignInMethods.reply, 'output')), ...failuresOf({}) },
      },
    },
    '/api/v3/sessions': {
      post: {
        ...open,
        operationId: 'sessions.start',
        summary: 'Sign in. The session is in the cookie of the answer and nowhere else.',
        requestBody: { required: true, content: { 'application/json': { schema: schemaOf(SessionRequest, 'input') } } },
        responses: {
          201: answer('Signed in.', schemaOf(started, 'output')),
          ...failuresOf({ PERSON_UNKNOWN: 'not_found', DEMO_SIGN_IN_OFF: 'failed_precondition' }),
        },
      },
    },
    '/api/v3/sessions/current': {
      delete: {
        ...open,
        operationId: 'sessions.end',
        summary: 'Sign out. Doing it twice changes nothing.',
        responses: { 204: { description: 'Signed out; the cookie is gone.' }, ...failuresOf({}) },
      },
    },
  };
}

function answer(description: string, schema: Json): Json {
  return { description, content: { 'application/json': { schema } } };
}

function problem(reasons: string): Json {
  const schema = { $ref: '#/components/schemas/Problem' };
  return { description: `Reasons: ${reasons}.`, content: { 'application/problem+json': { schema } } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
}

function sorted(paths: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1)));
}
