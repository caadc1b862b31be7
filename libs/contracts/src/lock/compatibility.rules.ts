/** A JSON Schema as `z.toJSONSchema` writes it; only what the comparison reads is named. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly maximum?: number;
  readonly minimum?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}

/** Who writes the message: callers write requests, we write replies and events. */
export type WrittenBy = 'caller' | 'service';

/**
 * Names every change between two versions of a message that somebody who knows only the older one would notice.
 * Inside a major version this list has to stay empty: requests may accept more, replies and events may say more.
 *
 * @returns sentences such as `roleArn: removed`; empty when the change only adds.
 */
export function breakingChanges(before: JsonSchema, after: JsonSchema, writtenBy: WrittenBy, path = ''): string[] {
  const here = path === '' ? 'the message' : path;
  return [
    ...changedShape(before, after, here),
    ...changedBounds(before, after, writtenBy, here),
    ...changedValues(before, after, writtenBy, here),
    ...changedFields(before, after, writtenBy, path),
    ...(before.items && after.items ? breakingChanges(before.items, after.items, writtenBy, `${path}[]`) : []),
    ...changedAlternatives(before, after, writtenBy, path),
  ];
}

function changedShape(before: JsonSchema, after: JsonSchema, here: string): string[] {
  const typeOf = (schema: JsonSchema): string => JSON.stringify(schema.type ?? null);
  const changes: string[] = [];
  if (typeOf(before) !== typeOf(after)) changes.push(`${here}: type ${typeOf(before)} became ${typeOf(after)}`);
  if (before.pattern !== after.pattern && after.pattern !== undefined) changes.push(`${here}: pattern changed`);
  return changes;
}

const BOUNDS = [
  ['maxLength', 'upper'],
  ['maximum', 'upper'],
  ['maxItems', 'upper'],
  ['minLength', 'lower'],
  ['minimum', 'lower'],
] as const;

/** A request may not be narrowed, and a reply may not be widened beyond what its reader was promised. */
function changedBounds(before: JsonSchema, after: JsonSchema, writtenBy: WrittenBy, here: string): string[] {
  return BOUNDS.flatMap(([bound, side]) => {
    const unbounded = side === 'upper' ? Infinity : -Infinity;
    const [old, now] = [before[bound] ?? unbounded, after[bound] ?? unbounded];
    const narrowed = side === 'upper' ? now < old : now > old;
    const widened = side === 'upper' ? now > old : now < old;
    const breaks = writtenBy === 'caller' ? narrowed : widened;
    return breaks ? [`${here}: ${bound} ${old} became ${now}`] : [];
  });
}

function changedValues(before: JsonSchema, after: JsonSchema, writtenBy: WrittenBy, here: string): string[] {
  if (!before.enum && !after.enum) return [];
  if (!before.enum || !after.enum) return [`${here}: its list of values ${after.enum ? 'appeared' : 'went away'}`];
  const [from, to] = writtenBy === 'caller' ? [before.enum, after.enum] : [after.enum, before.enum];
  const verb = writtenBy === 'caller' ? 'no longer accepted' : 'is new to readers';
  return from.filter((value) => !to.includes(value)).map((value) => `${here}: ${JSON.stringify(value)} ${verb}`);
}

function changedFields(before: JsonSchema, after: JsonSchema, writtenBy: WrittenBy, path: string): string[] {
  const name = (field: string): string => (path === '' ? field : `${path}.${field}`);
  const [had, has] = [before.properties ?? {}, after.properties ?? {}];
  const [needed, needs] = [before.required ?? [], after.required ?? []];
  const kept = Object.entries(had).flatMap(([field, schema]) => {
    const next = has[field];
    return next ? breakingChanges(schema, next, writtenBy, name(field)) : [`${name(field)}: removed`];
  });
  const demanded = needs.filter((field) => !needed.includes(field)).map((field) => `${name(field)}: now required`);
  const dropped = needed
    .filter((field) => !needs.includes(field) && field in has)
    .map((field) => `${name(field)}: no longer always there`);
  return [...kept, ...(writtenBy === 'caller' ? demanded : dropped)];
}

function changedAlternatives(before: JsonSchema, after: JsonSchema, writtenBy: WrittenBy, path: string): string[] {
  const [old, now] = [before.anyOf ?? [], after.anyOf ?? []];
  const here = path === '' ? 'the message' : path;
  if (old.length > now.length) return [`${here}: an alternative went away`];
  if (old.length < now.length && writtenBy === 'service' && old.length > 0) return [`${here}: a new alternative`];
  return old.flatMap((schema, index) => breakingChanges(schema, now[index] ?? {}, writtenBy, path));
}
