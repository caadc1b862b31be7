import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import * as exported from '../index.js';
import { contractsIn } from '../lock/contract-lock.js';
import type { AnyEventContract } from './define-event.js';
import type { AnyRequestContract } from './define-request.js';

const contracts = contractsIn(exported);
const requests = contracts.filter((contract): contract is AnyRequestContract => contract.kind === 'request');
const events = contracts.filter((contract): contract is AnyEventContract => contract.kind === 'event');

const token = '[a-z]+(?:-[a-z]+)*';

describe('every contract', () => {
  it.each(requests.map((contract) => [contract.subject, contract] as const))('%s is a request', (subject, contract) => {
    expect(subject).toMatch(new RegExp(`^rpc\\.${token}\\.v[1-9]\\.${token}$`));
    expect(contract.summary).toMatch(/\.$/);
    expect(Object.keys(contract.failures).every((reason) => /^[A-Z][A-Z_]+$/.test(reason))).toBe(true);
  });

  it.each(events.map((contract) => [contract.subject, contract] as const))('%s is an event', (subject, contract) => {
    expect(subject).toMatch(new RegExp(`^evt\\.${token}\\.v[1-9]\\.${token}$`));
    expect(contract.data.parse(contract.example)).toEqual(contract.example);
  });

  it('has a subject of its own', () => {
    const subjects = contracts.map(({ subject }) => subject);
    expect(new Set(subjects).size).toBe(subjects.length);
  });

  it('has a route of its own, where it has one, whose parameters are fields of the request', () => {
    const routes = requests.flatMap(({ http }) => (http ? [`${http.method} ${http.path}`] : []));
    expect(new Set(routes).size).toBe(routes.length);
    for (const { http, request } of requests) {
      const parameters = [...(http?.path.matchAll(/:([A-Za-z]+)/g) ?? [])].map(([, name]) => name ?? '');
      const fields = Object.keys(z.toJSONSchema(request, { io: 'input' }).properties ?? {});
      expect(fields).toEqual(expect.arrayContaining(parameters));
    }
  });

  it('bounds every text and every list that a caller can send', () => {
    for (const { subject, request } of requests) {
      expect({ subject, unbounded: unboundedOf(z.toJSONSchema(request, { io: 'input' })) }).toEqual({
        subject,
        unbounded: [],
      });
    }
  });
});

/** Paths of texts and lists in a JSON Schema that may be as long as a caller likes. */
function unboundedOf(schema: z.core.JSONSchema._JSONSchema, path = ''): string[] {
  if (typeof schema === 'boolean') return [];
  const fields = Object.entries(schema.properties ?? {});
  return [
    ...(isUnbounded(schema) ? [path] : []),
    ...fields.flatMap(([name, field]) => unboundedOf(field, `${path}.${name}`)),
  ];
}

function isUnbounded({ type, maxLength, maxItems, ...rest }: z.core.JSONSchema.JSONSchema): boolean {
  if (type === 'array') return maxItems === undefined;
  const bounds = [maxLength, rest.enum, rest.const, rest.format, rest.pattern];
  return type === 'string' && bounds.every((bound) => bound === undefined);
}
