import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { breakingChanges, type JsonSchema } from './compatibility.rules.js';

const schemaOf = (type: z.ZodType, io: 'input' | 'output'): JsonSchema => z.toJSONSchema(type, { io }) as JsonSchema;
const request = (before: z.ZodType, after: z.ZodType) =>
  breakingChanges(schemaOf(before, 'input'), schemaOf(after, 'input'), 'caller');
const reply = (before: z.ZodType, after: z.ZodType) =>
  breakingChanges(schemaOf(before, 'output'), schemaOf(after, 'output'), 'service');

const base = z.object({ arn: z.string().max(100), state: z.enum(['open', 'closed']), page: z.int().min(1).max(50) });

describe('what a request may not do inside its major version', () => {
  it.each<[string, z.ZodType, string]>([
    ['remove a field', base.omit({ arn: true }), 'arn: removed'],
    ['ask for one more field', base.extend({ reason: z.string() }), 'reason: now required'],
    ['change a type', base.extend({ page: z.string() }), 'page: type "integer" became "string"'],
    ['take shorter text', base.extend({ arn: z.string().max(10) }), 'arn: maxLength 100 became 10'],
    ['refuse a value', base.extend({ state: z.enum(['open']) }), 'state: "closed" no longer accepted'],
    ['begin to check a pattern', base.extend({ arn: z.string().max(100).regex(/^arn:/) }), 'arn: pattern changed'],
  ])('%s', (_change, after, complaint) => {
    expect(request(base, after)).toContain(complaint);
  });

  it('it may accept more', () => {
    const after = base.extend({
      arn: z.string().max(200),
      state: z.enum(['open', 'closed', 'expired']),
      page: z.int().min(1).max(100),
      reason: z.string().optional(),
    });
    expect(request(base, after)).toEqual([]);
  });
});

describe('what a reply or event may not do inside its major version', () => {
  it.each<[string, z.ZodType, string]>([
    ['leave out a field', base.omit({ arn: true }), 'arn: removed'],
    ['make a field optional', base.extend({ arn: z.string().max(100).optional() }), 'arn: no longer always there'],
    ['send longer text', base.extend({ arn: z.string().max(200) }), 'arn: maxLength 100 became 200'],
    [
      'send a value nobody knows',
      base.extend({ state: z.enum(['open', 'closed', 'expired']) }),
      'state: "expired" is new to readers',
    ],
    ['become nullable', base.extend({ arn: z.string().max(100).nullable() }), 'arn: type "string" became null'],
  ])('%s', (_change, after, complaint) => {
    expect(reply(base, after)).toContain(complaint);
  });

  it('it may say more, also deep inside', () => {
    const before = z.object({ items: z.array(base) });
    expect(reply(before, z.object({ items: z.array(base.extend({ owner: z.string() })) }))).toEqual([]);
    expect(reply(before, z.object({ items: z.array(base.omit({ page: true })) }))).toEqual(['items[].page: removed']);
  });
});
