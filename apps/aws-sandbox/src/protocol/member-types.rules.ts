import type { NormalizedSchema } from '@smithy/core/schema';

/**
 * The first member whose value is not of its schema's type, as a path (`Tags.1.Key`). The SDK's readers trust the other
 * side, for a client talks to AWS; a server must not.
 */
export function misfit(ns: NormalizedSchema, value: unknown, path: readonly string[] = []): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (!hasForm(ns, value)) return join(path);
  if (Array.isArray(value)) return misfitInList(ns, value, path);
  return ns.isStructSchema() || ns.isMapSchema() ? misfitInside(ns, value as Record<string, unknown>, path) : undefined;
}

function hasForm(ns: NormalizedSchema, value: unknown): boolean {
  if (ns.isListSchema()) return Array.isArray(value);
  return ns.isStructSchema() || ns.isMapSchema() ? isRecord(value) : isSimple(ns, value);
}

function misfitInside(ns: NormalizedSchema, value: Record<string, unknown>, path: readonly string[]) {
  return ns.isStructSchema() ? misfitInStructure(ns, value, path) : misfitInMap(ns, value, path);
}

function isSimple(ns: NormalizedSchema, value: unknown): boolean {
  if (ns.isStringSchema()) return typeof value === 'string';
  if (ns.isNumericSchema()) return typeof value === 'number' && Number.isFinite(value);
  if (ns.isBooleanSchema()) return typeof value === 'boolean';
  if (ns.isBlobSchema()) return ArrayBuffer.isView(value);
  return !ns.isTimestampSchema() || (value instanceof Date && !Number.isNaN(value.getTime()));
}

function misfitInStructure(ns: NormalizedSchema, value: Record<string, unknown>, path: readonly string[]) {
  for (const [name, member] of ns.structIterator()) {
    const found = misfit(member, value[name], [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function misfitInList(ns: NormalizedSchema, value: readonly unknown[], path: readonly string[]) {
  const member = ns.getValueSchema();
  for (const [index, each] of value.entries()) {
    // A list of AWS holds no gaps: nobody reading one looks for them.
    const found = each === null || each === undefined ? join(path) : misfit(member, each, [...path, String(index + 1)]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function misfitInMap(ns: NormalizedSchema, value: Record<string, unknown>, path: readonly string[]) {
  const member = ns.getValueSchema();
  for (const [key, each] of Object.entries(value)) {
    const found = misfit(member, each, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && !Array.isArray(value);
}

function join(path: readonly string[]): string {
  return path.join('.');
}
