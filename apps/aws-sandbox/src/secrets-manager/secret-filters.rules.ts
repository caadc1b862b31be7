/** What filters look at. */
export interface FilteredSecret {
  readonly name: string;
  readonly description: string | undefined;
  readonly tags: ReadonlyMap<string, string>;
  readonly region: string;
}

interface Filter {
  readonly Key?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

export const FILTER_KEYS = [
  'description',
  'name',
  'tag-key',
  'tag-value',
  'primary-region',
  'owning-service',
  'all',
] as const;
type FilterKey = (typeof FILTER_KEYS)[number];

type Test = (secret: FilteredSecret, value: string) => boolean;

const words = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((each) => each !== '');

function hasWords(text: string, value: string): boolean {
  const all = words(text);
  return words(value).every((word) => all.some((each) => each.startsWith(word)));
}

const TESTS: Readonly<Record<FilterKey, Test>> = {
  description: ({ description = '' }, value) => hasWords(description, value),
  name: ({ name }, value) => name.startsWith(value),
  'tag-key': ({ tags }, value) => [...tags.keys()].some((key) => key.startsWith(value)),
  'tag-value': ({ tags }, value) => [...tags.values()].some((each) => each.startsWith(value)),
  'primary-region': ({ region }, value) => region.startsWith(value),
  // No other service owns secrets here.
  'owning-service': () => false,
  all: ({ name, description = '', tags, region }, value) =>
    hasWords([name, description, region, ...[...tags].flat()].join(' '), value),
};

/** Whether a secret passes: all filters, any value of each; `!` before a value turns it around. */
export function passesFilters(secret: FilteredSecret, filters: readonly Filter[]): boolean {
  return filters.every(({ Key = 'all', Values = [] }) =>
    Values.some((value) => {
      const test = TESTS[Key as FilterKey];
      return value.startsWith('!') ? !test(secret, value.slice(1)) : test(secret, value);
    }),
  );
}

export function isFilterKey(key: string | undefined): key is FilterKey {
  return FILTER_KEYS.some((each) => each === key);
}
