import type { ResourceQuery, ResourceSort } from '../../../gateway-api/resources-api';

/** One condition: on what `property` names, or free text without one. Conditions must all hold. */
export interface ResourceToken {
  readonly property?: ResourceProperty;
  readonly value: string;
}

export const RESOURCE_PROPERTIES = [
  'account',
  'ou',
  'region',
  'type',
  'tag',
  'owner',
  'denials',
  'unused',
  'public',
] as const;
export type ResourceProperty = (typeof RESOURCE_PROPERTIES)[number];

export const SORTS: readonly ResourceSort[] = ['arn', 'name', 'changed'];

const MOST_TYPES = 20;
const LONGEST_SEARCH = 200;

/** What the gateway takes as a value; anything else is looked for as free text instead. */
const FITS: Readonly<Record<ResourceProperty, (value: string) => boolean>> = {
  account: (value) => /^\d{12}$/.test(value),
  ou: (value) => value.length <= 1_000,
  region: (value) => /^(?:global|[a-z]{2}(?:-[a-z]+)+-\d)$/.test(value),
  type: (value) => /^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/.test(value) && value.length <= 100,
  tag: (value) => tagOf(value).key.length <= 128 && (tagOf(value).value?.length ?? 0) <= 256,
  owner: (value) => value.length <= 256,
  denials: (value) => value === 'yes',
  unused: (value) => /^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 3_650,
  public: (value) => value === 'yes' || value === 'no',
};

/**
 * The conditions that the gateway can answer: of a property that can be had once the last one counts, types add up,
 * and a value that does not fit its property becomes free text.
 */
export function fittingTokens(tokens: readonly ResourceToken[]): ResourceToken[] {
  const kept = new Map<string, ResourceToken>();
  for (const { property, value } of tokens) {
    const text = value.trim();
    if (text === '') continue;
    const fits = property !== undefined && FITS[property](text);
    const token = fits ? { property, value: text } : { value: text.slice(0, LONGEST_SEARCH) };
    const key = !fits || property === 'type' ? `${property ?? ''} ${text}` : property;
    kept.delete(key);
    kept.set(key, token);
  }
  return [...kept.values()];
}

/** What to ask the gateway for these conditions. */
export function queryOf(tokens: readonly ResourceToken[]): ResourceQuery {
  const words = valuesOf(tokens, undefined).join(' ').slice(0, LONGEST_SEARCH);
  const types = valuesOf(tokens, 'type').slice(0, MOST_TYPES).join(',');
  const tag = valueOf(tokens, 'tag');
  const unused = valueOf(tokens, 'unused');
  const open = valueOf(tokens, 'public');
  return withoutUndefined({
    search: words || undefined,
    accountId: valueOf(tokens, 'account'),
    ouPath: valueOf(tokens, 'ou'),
    region: valueOf(tokens, 'region'),
    types: types || undefined,
    tagKey: tag === undefined ? undefined : tagOf(tag).key,
    tagValue: tag === undefined ? undefined : tagOf(tag).value,
    owner: valueOf(tokens, 'owner'),
    withDenials: valueOf(tokens, 'denials') === undefined ? undefined : (true as const),
    unusedForDays: unused === undefined ? undefined : Number(unused),
    isPublic: open === undefined ? undefined : open === 'yes',
  });
}

/** `team=payments` is a key and its value; `team` alone is any value of it. */
function tagOf(text: string): { key: string; value: string | undefined } {
  const sign = text.indexOf('=', 1);
  return sign < 0 ? { key: text, value: undefined } : { key: text.slice(0, sign), value: text.slice(sign + 1) };
}

/** The conditions as parameters of an address: `q=exports`, `account=111122223333`, `type=AWS::S3::Bucket`. */
export function tokensToParameters(tokens: readonly ResourceToken[]): [string, string][] {
  return fittingTokens(tokens).map(({ property, value }) => [property ?? 'q', value]);
}

/** Reads what `tokensToParameters` wrote; everything else in the address is left out, never an error. */
export function tokensFromParameters(parameters: Iterable<readonly [string, string]>): ResourceToken[] {
  const tokens: ResourceToken[] = [];
  for (const [name, value] of parameters) {
    if (name === 'q') tokens.push({ value });
    else if (isProperty(name) && FITS[name](value)) tokens.push({ property: name, value });
  }
  return fittingTokens(tokens);
}

export function sortFromParameters(parameters: URLSearchParams): ResourceSort {
  return SORTS.find((sort) => sort === parameters.get('sort')) ?? 'arn';
}

export function isProperty(text: string | undefined): text is ResourceProperty {
  return (RESOURCE_PROPERTIES as readonly (string | undefined)[]).includes(text);
}

function valuesOf(tokens: readonly ResourceToken[], property: ResourceProperty | undefined): string[] {
  return tokens.filter((token) => token.property === property).map(({ value }) => value);
}

function valueOf(tokens: readonly ResourceToken[], property: ResourceProperty): string | undefined {
  return valuesOf(tokens, property).at(-1);
}

function withoutUndefined(query: ResourceQuery): ResourceQuery {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}
