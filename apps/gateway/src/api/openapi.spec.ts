import { describe, expect, it } from '@jest/globals';
import { defineRequest } from '@gatehouse/contracts';
import { z } from 'zod';
import { gateway } from '../gateway.manifest.js';
import { openApiOf } from './openapi.js';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required: boolean }[];
  requestBody?: { content: { 'application/json': { schema: { properties: object } } } };
  responses: Record<string, { description: string }>;
}
interface Description {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}
const description = openApiOf(gateway.calls) as Description;

describe(openApiOf, () => {
  it('describes every contract that is offered over HTTP, under its own path and method', () => {
    for (const { http } of gateway.calls) {
      if (!http) continue;
      const path = http.path.replace(/:(\w+)/g, '{$1}');
      expect(description.paths[path]).toHaveProperty(http.method.toLowerCase());
    }
  });

  it('gives every operation a name of its own', () => {
    const ids = Object.values(description.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('lists the reasons of each status', () => {
    expect(description.paths['/api/v3/credentials']?.['post']?.responses).toMatchObject({
      403: { description: expect.stringContaining('NOT_ELIGIBLE') },
      409: { description: expect.stringContaining('ROLE_AMBIGUOUS') },
      504: { description: expect.stringContaining('TIME_LIMIT') },
    });
  });

  it('never offers to say who the client is', () => {
    const body = description.paths['/api/v3/credentials']?.['post']?.requestBody;
    expect(Object.keys(body?.content['application/json'].schema.properties ?? {})).toEqual([
      'roleArn',
      'query',
      'durationSeconds',
    ]);
  });

  it('tells path and query parameters apart', () => {
    const contract = defineRequest({
      subject: 'rpc.inventory.v1.list-things',
      summary: 'Things.',
      permission: 'inventory.read',
      request: z.object({ accountId: z.string(), search: z.string().optional() }),
      reply: z.object({}),
      failures: {},
      http: { method: 'GET', path: '/api/v3/accounts/:accountId/things' },
    });
    const made = openApiOf([contract]) as Description;
    expect(made.paths['/api/v3/accounts/{accountId}/things']?.['get']?.parameters).toMatchObject([
      { name: 'accountId', in: 'path', required: true },
      { name: 'search', in: 'query', required: false },
    ]);
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(description))).toEqual(description);
  });

  it('refuses a path that names no field of its request', () => {
    const contract = defineRequest({
      subject: 'rpc.inventory.v1.list-things',
      summary: 'Things.',
      permission: 'inventory.read',
      request: z.object({}),
      reply: z.object({}),
      failures: {},
      http: { method: 'GET', path: '/api/v3/things/:thingId' },
    });
    expect(() => openApiOf([contract])).toThrow(':thingId in its path is no field');
  });
});
