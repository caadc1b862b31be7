import { AwsError } from '../protocol/aws-error.js';

/** A filter as callers give it. */
export interface GivenFilter {
  readonly Name?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

/** What a filter looks at: texts of the item, of which one must match. */
export type FilterFields<T> = Readonly<Record<string, (item: T) => readonly (string | undefined)[]>>;

const MAX_VALUES = 200;

/**
 * The items that fit every filter: the values of one filter are alternatives, `*` and `?` stand for any text and any
 * character, a backslash takes their meaning away, and case counts (EC2 User Guide, "Filters").
 */
export function filtered<T>(
  items: Iterable<T>,
  filters: readonly GivenFilter[],
  { fields, tagsOf }: { readonly fields: FilterFields<T>; readonly tagsOf: (item: T) => ReadonlyMap<string, string> },
): readonly T[] {
  if (filters.reduce((sum, { Values = [] }) => sum + Values.length, 0) > MAX_VALUES) {
    const text = `The maximum number of filter values specified on a single call is ${String(MAX_VALUES)}`;
    throw new AwsError('FilterLimitExceeded', text);
  }
  const tests = filters.map((filter) => testOf(filter, { ...fields, ...tagFields(filter.Name ?? '', tagsOf) }));
  return [...items].filter((item) => tests.every((test) => test(item)));
}

function tagFields<T>(name: string, tagsOf: (item: T) => ReadonlyMap<string, string>): FilterFields<T> {
  const fields: FilterFields<T> = {
    'tag-key': (item) => [...tagsOf(item).keys()],
    'tag-value': (item) => [...tagsOf(item).values()],
  };
  if (!name.startsWith('tag:') || name === 'tag:') return fields;
  return { ...fields, [name]: (item) => [tagsOf(item).get(name.slice(4))] };
}

function testOf<T>({ Name = '', Values }: GivenFilter, fields: FilterFields<T>): (item: T) => boolean {
  const field = Object.hasOwn(fields, Name) ? fields[Name] : undefined;
  if (field === undefined) throw new AwsError('InvalidParameterValue', `The filter '${Name}' is invalid`);
  if (Values === undefined || Values.length === 0) {
    throw new AwsError('InvalidParameterValue', `The filter '${Name}' has no values.`);
  }
  const patterns = Values.map(patternOf);
  return (item) => field(item).some((text) => text !== undefined && patterns.some((pattern) => matches(pattern, text)));
}

/** A pattern taken apart: literal characters, `ANY_ONE` and `ANY_TEXT`. */
type Pattern = readonly string[];

/** Two characters long, so that no literal is like them. */
const ANY_ONE = '??';
const ANY_TEXT = '**';

function patternOf(value: string): Pattern {
  const parts = value.match(/\\[*?\\]|[\s\S]/gu) ?? [];
  return parts.map((part) => {
    if (part === '*') return ANY_TEXT;
    if (part === '?') return ANY_ONE;
    return part.length === 2 && part.startsWith('\\') ? part.slice(1) : part;
  });
}

/**
 * Walks text and pattern once, going back only to the last star: callers choose both, and a regular expression made of
 * their stars could take for ever.
 */
function matches(pattern: Pattern, text: string): boolean {
  const characters = [...text];
  let [at, star, retry] = [0, -1, 0];
  for (let index = 0; index < characters.length; index += 1) {
    const part = pattern[at];
    if (part === ANY_TEXT) {
      [star, retry] = [at, index];
      at += 1;
      index -= 1;
    } else if (part === ANY_ONE || part === characters[index]) {
      at += 1;
    } else if (star >= 0) {
      at = star + 1;
      index = retry;
      retry += 1;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((part) => part === ANY_TEXT);
}
