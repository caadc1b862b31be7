import type { z } from 'zod';

type Schema = z.core.JSONSchema.JSONSchema;

/** One field of a message as a row of a table: `items[].arn`. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

/** Flattens a JSON Schema into rows, parents before their children. */
export function fieldsOf(schema: Schema, prefix = ''): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    if (typeof value === 'boolean') return [];
    const name = `${prefix}${key}`;
    const row = {
      name,
      type: typeOf(value),
      required: schema.required?.includes(key) ?? false,
      description: oneLine(value.description ?? ''),
    };
    return [row, ...childrenOf(value, name)];
  });
}

function childrenOf(schema: Schema, name: string): Field[] {
  const item = itemOf(schema);
  if (item) return fieldsOf(item, `${name}[].`);
  const nullable = schema.anyOf?.find((part) => typeof part === 'object' && part.properties);
  if (nullable) return fieldsOf(nullable, `${name}.`);
  return fieldsOf(schema, `${name}.`);
}

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.anyOf) return schema.anyOf.flatMap((part) => (typeof part === 'object' ? typeOf(part) : [])).join(' or ');
  if (schema.format === 'date-time') return 'time (ISO 8601)';
  const item = itemOf(schema);
  return item ? `list of ${typeOf(item)}` : [schema.type ?? 'any'].flat().join(' or ');
}

/** What a list holds; undefined for what is no list. */
function itemOf({ items }: Schema): Schema | undefined {
  return typeof items === 'object' && !Array.isArray(items) ? (items as Schema) : undefined;
}

function oneLine(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
