import type { ContextEntry } from '@aws-sdk/client-iam';

import type { ContextValue } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';

/** What a single value of each type has to look like. */
const FORMS: Readonly<Record<string, (value: string) => boolean>> = {
  string: () => true,
  numeric: (value) => value.trim() !== '' && !Number.isNaN(Number(value)),
  boolean: (value) => value === 'true' || value === 'false',
  ip: (value) => /^[\da-fA-F.:]+(?:\/\d{1,3})?$/u.test(value),
  binary: (value) => /^[A-Za-z\d+/]*={0,2}$/u.test(value),
  date: (value) => !Number.isNaN(Date.parse(value)) || /^\d+$/u.test(value),
};
const TYPES = Object.keys(FORMS);

/** The context of a simulation from its entries: single values, or lists where the type says so. */
export function contextOf(entries: readonly ContextEntry[]): Readonly<Record<string, ContextValue>> {
  return Object.fromEntries(entries.map((entry) => [nameOf(entry), valueOf(entry)]));
}

function nameOf({ ContextKeyName: name = '' }: ContextEntry): string {
  if (/^[^:\s]+:\S+$/u.test(name)) return name;
  throw invalid(`Invalid context key name: ${name}`);
}

function valueOf({ ContextKeyName: name, ContextKeyType, ContextKeyValues: values = [] }: ContextEntry) {
  const type = String(ContextKeyType);
  if (TYPES.some((each) => type === `${each}List`)) return values;
  const form = FORMS[type];
  if (form === undefined) throw invalid(`Invalid type of context key ${String(name)}: ${type}`);
  const [value, ...more] = values;
  if (value !== undefined && more.length === 0 && form(value)) return value;
  throw invalid(`Context key ${String(name)} must have exactly one value of the type ${type}.`);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidInput', message);
}
