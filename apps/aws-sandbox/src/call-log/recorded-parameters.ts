import type { NormalizedSchema } from '@smithy/core/schema';

import { type OperationSchema, inputOf, outputOf } from '../protocol/schema.js';
import type { JsonObject } from './call-record.js';

/** What CloudTrail writes in place of a secret. */
export const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

const MAX_TEXT = 16_384;
const MAX_ITEMS = 1_000;

/** Secrets that AWS's models do not mark as such. */
const SECRET_NAMES = new Set(['sessiontoken', 'tokencode', 'webidentitytoken', 'samlassertion', 'password']);

/** How to write one shape. Made a single time for each schema, since a call is to cost next to nothing. */
type Writer = (value: unknown) => unknown;

const inputs = new WeakMap<OperationSchema, Writer>();
const outputs = new WeakMap<OperationSchema, Writer>();

/** An operation's input as CloudTrail records it: lower camel case, no secrets, no bodies. */
export function recordedInput(schema: OperationSchema, input: object): JsonObject {
  return written(inputs, schema, inputOf)(input) as JsonObject;
}

/** The same of its output. */
export function recordedOutput(schema: OperationSchema, output: object): JsonObject {
  return written(outputs, schema, outputOf)(output) as JsonObject;
}

function written(
  known: WeakMap<OperationSchema, Writer>,
  schema: OperationSchema,
  side: (schema: OperationSchema) => NormalizedSchema,
): Writer {
  let writer = known.get(schema);
  if (writer === undefined) {
    writer = structure(side(schema));
    known.set(schema, writer);
  }
  return writer;
}

function writerOf(ns: NormalizedSchema, name: string): Writer {
  if (isSecret(ns, name)) return () => HIDDEN;
  if (ns.isStreaming() || ns.isBlobSchema()) return () => undefined;
  if (ns.isListSchema()) return list(writerOf(ns.getValueSchema(), name));
  if (ns.isMapSchema()) return map(writerOf(ns.getValueSchema(), name));
  if (ns.isStructSchema()) return structure(ns);
  return scalar;
}

function isSecret(ns: NormalizedSchema, name: string): boolean {
  return Boolean(ns.getMergedTraits().sensitive) || SECRET_NAMES.has(name.toLowerCase());
}

function structure(ns: NormalizedSchema): Writer {
  // Shapes may hold themselves, so that members are looked at when one comes by.
  const members = new Map<string, { readonly as: string; readonly write: Writer }>();
  const memberOf = (name: string): { readonly as: string; readonly write: Writer } => {
    const known = members.get(name);
    if (known !== undefined) return known;
    const schema = ns.isUnitSchema() ? undefined : ns.getMemberSchemas()[name];
    const write = schema === undefined ? () => undefined : writerOf(schema, name);
    const made = { as: name.charAt(0).toLowerCase() + name.slice(1), write };
    members.set(name, made);
    return made;
  };
  return (value) => {
    const result: Record<string, unknown> = {};
    for (const name in value as object) {
      const member = (value as Record<string, unknown>)[name];
      if (member === undefined || member === null) continue;
      const { as, write } = memberOf(name);
      const text = write(member);
      if (text !== undefined) result[as] = text;
    }
    return result;
  };
}

function list(item: Writer): Writer {
  return (value) => (Array.isArray(value) ? value.slice(0, MAX_ITEMS).map(item) : undefined);
}

function map(item: Writer): Writer {
  return (value) =>
    Object.fromEntries(
      Object.entries(value as object)
        .slice(0, MAX_ITEMS)
        .map(([key, each]) => [key, item(each)]),
    );
}

const scalar: Writer = (value) => {
  if (typeof value === 'string') return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return trailDate(value);
  return undefined;
};

const DATE = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });

/** `Nov 22, 2026, 4:38:49 PM`, as CloudTrail writes dates inside parameters. */
function trailDate(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : DATE.format(date).replaceAll('\u202f', ' ');
}
