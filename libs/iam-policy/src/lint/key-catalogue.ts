import type { Catalogue } from '../catalogue/catalogue.js';
import { asciiLowerCase } from '../match/ascii.js';
import { compileWildcard, type WildcardPattern } from '../match/wildcard.js';
import { GLOBAL_KEY_NAMES, globalKeyType, type KeyType } from './global-keys.js';
import { similarName } from './similar-name.js';

/** A key of a service; one with a placeholder stands for many. */
interface KnownKey {
  readonly key: string;
  readonly pattern: WildcardPattern;
  readonly type: KeyType;
}

const PLACEHOLDER = /\$\{[^}]*\}|<[^>]*>/g;

/** A key of the catalogue as a pattern over lower-cased keys. */
export function keyPattern(key: string): WildcardPattern {
  return compileWildcard(asciiLowerCase(key.replace(PLACEHOLDER, '*')));
}

const HELD: Readonly<Record<string, KeyType['holds']>> = {
  String: 'String',
  ARN: 'ARN',
  Bool: 'Bool',
  Numeric: 'Numeric',
  Date: 'Date',
  IPAddress: 'IPAddress',
};

function typeOf(name: string): KeyType {
  const isList = name.startsWith('ArrayOf');
  return { holds: HELD[isList ? name.slice(7) : name] ?? 'String', isList };
}

const KEYS = new WeakMap<Catalogue, Map<string, readonly KnownKey[]>>();

function keysOf(service: string, catalogue: Catalogue): readonly KnownKey[] {
  const byService = KEYS.get(catalogue) ?? new Map<string, readonly KnownKey[]>();
  KEYS.set(catalogue, byService);
  const found = byService.get(service);
  if (found) return found;
  const keys = (catalogue.service(service)?.conditionKeys ?? []).map(({ key, type }) => ({
    key,
    pattern: keyPattern(key),
    type: typeOf(type),
  }));
  byService.set(service, keys);
  return keys;
}

/** What looking up a key costs: one that is not known is looked for in all services. */
export const KEY_LOOK_UP = 500;

/** What is known of a condition key. */
export type KeyKnowledge =
  | { readonly is: 'global' | 'of-service'; readonly type: KeyType }
  /** Of an identity provider, or of a service that the catalogue does not have. */
  | { readonly is: 'foreign' }
  | { readonly is: 'unknown'; readonly similar: string | undefined };

/** Looks a key up; without a catalogue only what every request may have is known. */
export function knowledgeOf(key: string, catalogue: Catalogue | undefined): KeyKnowledge {
  const global = globalKeyType(key);
  if (global) return { is: 'global', type: global };
  const lower = asciiLowerCase(key);
  const [prefix = ''] = lower.split(':');
  if (prefix === lower) return { is: 'unknown', similar: similarName(key, GLOBAL_KEY_NAMES) };
  if (prefix === 'aws') {
    // A key newer than our table may be in the catalogue.
    const isListed = catalogue?.globalConditionKeys.some((known) => asciiLowerCase(known.key) === lower) === true;
    return isListed ? { is: 'foreign' } : { is: 'unknown', similar: similarName(key, GLOBAL_KEY_NAMES) };
  }
  return catalogue ? ofService(key, prefix, catalogue) : { is: 'foreign' };
}

function ofService(key: string, prefix: string, catalogue: Catalogue): KeyKnowledge {
  if (!catalogue.service(prefix)) return { is: 'foreign' };
  const lower = asciiLowerCase(key);
  const known = keysOf(prefix, catalogue);
  const found = known.find(({ pattern }) => pattern.matches(lower));
  if (found) return { is: 'of-service', type: found.type };
  // Other services have keys of this prefix too: `kms:` in EBS, `saml:` and `cognito-identity` in STS.
  const elsewhere = catalogue.servicePrefixes
    .flatMap((service) => (service === prefix ? [] : keysOf(service, catalogue)))
    .find(({ pattern }) => pattern.matches(lower));
  if (elsewhere) return { is: 'of-service', type: elsewhere.type };
  return {
    is: 'unknown',
    similar: similarName(
      key,
      known.map((each) => each.key),
    ),
  };
}
