/** The ways to name a key. */
export type ValidKeyName =
  | { readonly kind: 'id'; readonly id: string; readonly place: NamedPlace | undefined }
  | { readonly kind: 'alias'; readonly name: string; readonly place: NamedPlace | undefined };
export type KeyName = ValidKeyName | { readonly kind: 'invalid' };

export interface NamedPlace {
  readonly accountId: string;
  readonly region: string;
}

const KEY_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/u;
const ALIAS = /^alias\/[a-zA-Z0-9/_-]+$/u;
const ARN = /^arn:[a-z-]+:kms:(?<region>[a-z0-9-]+):(?<account>\d{12}):(?:(?<alias>alias\/.+)|key\/(?<id>.+))$/u;

/** Takes apart a key id, a key ARN, an alias or an alias ARN. */
export function readKeyName(text: string): KeyName {
  if (!text.startsWith('arn:')) return ALIAS.test(text) ? aliasName(text, undefined) : keyId(text, undefined);
  const groups = ARN.exec(text)?.groups as ArnGroups | undefined;
  if (groups === undefined) return { kind: 'invalid' };
  const place = { accountId: groups.account, region: groups.region };
  return groups.alias === undefined ? keyId(groups.id ?? '', place) : aliasName(groups.alias, place);
}

/** Either the alias or the id is there. */
interface ArnGroups {
  readonly region: string;
  readonly account: string;
  readonly alias?: string;
  readonly id?: string;
}

function keyId(id: string, place: NamedPlace | undefined): KeyName {
  return KEY_ID.test(id) ? { kind: 'id', id, place } : { kind: 'invalid' };
}

function aliasName(name: string, place: NamedPlace | undefined): KeyName {
  return ALIAS.test(name) ? { kind: 'alias', name, place } : { kind: 'invalid' };
}
