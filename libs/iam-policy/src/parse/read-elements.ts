import type { ListElement, PrincipalElement, PrincipalEntry, PrincipalType, TextNode } from './ast.js';
import { type Findings, type Place, quoted } from './findings.js';
import type { JsonMember, JsonNode } from './json-tree.js';

/** The members of an object by name. A name that comes twice breaks the document and is given as `undefined`. */
export class Members {
  private readonly byKey = new Map<string, JsonMember | undefined>();

  constructor(members: readonly JsonMember[], path: string, findings: Findings) {
    for (const member of members) {
      if (this.byKey.has(member.key)) {
        const message = `${quoted(member.key)} comes twice here. AWS refuses that; keep one.`;
        findings.breaks('duplicate-key', message, { path: join(path, member.key), range: member.keyRange });
        this.byKey.set(member.key, undefined);
      } else this.byKey.set(member.key, member);
    }
  }

  get(key: string): JsonMember | undefined {
    return this.byKey.get(key);
  }

  /** Also for a name that comes twice. */
  has(key: string): boolean {
    return this.byKey.has(key);
  }

  get keys(): IterableIterator<string> {
    return this.byKey.keys();
  }
}

/** Names with other than letters are quoted, so that a path stays readable. */
export function join(path: string, key: string): string {
  const name = /^[A-Za-z][A-Za-z0-9:/_-]{0,79}$/.test(key) ? key : quoted(key);
  return path === '' ? name : `${path}.${name}`;
}

/** A text leaf; numbers and booleans count when `takesLiterals`. Undefined (and a finding) for everything else. */
export function readText(
  node: JsonNode,
  path: string,
  { findings, takesLiterals = false }: { findings: Findings; takesLiterals?: boolean },
): TextNode | undefined {
  if (node.kind === 'string') return { value: node.value, range: node.range };
  if (node.kind === 'literal' && takesLiterals && node.text !== 'null') return { value: node.text, range: node.range };
  const expected = takesLiterals ? 'a text, a number or true/false' : 'a text in double quotes';
  findings.breaks('wrong-type', `${path} must be ${expected}.`, { path, range: node.range });
  return undefined;
}

export interface TextList {
  readonly values: readonly TextNode[];
  readonly isList: boolean;
  /** Some value could not be read. */
  readonly isIncomplete: boolean;
}

/** A text or a list of texts. */
export function readTexts(
  node: JsonNode,
  path: string,
  options: { findings: Findings; takesLiterals?: boolean },
): TextList {
  if (node.kind !== 'array') {
    const text = readText(node, path, options);
    return { values: text ? [text] : [], isList: false, isIncomplete: text === undefined };
  }
  const texts = node.items.map((item, index) => readText(item, `${path}[${String(index)}]`, options));
  const values = texts.filter((text) => text !== undefined);
  return { values, isList: true, isIncomplete: values.length < texts.length };
}

export interface Reading<T> {
  readonly element?: T;
  readonly isUnreadable: boolean;
}

/** `X` or `NotX`, never both. */
export function choose(
  members: Members,
  name: string,
  place: Place & { findings: Findings },
): JsonMember | 'both' | undefined {
  const negated = `Not${name}`;
  if (members.has(name) && members.has(negated)) {
    const message = `A statement holds ${name} or ${negated}, not both. Remove one.`;
    place.findings.breaks('contradicting-elements', message, place);
    return 'both';
  }
  return members.get(name) ?? members.get(negated);
}

/** Action, NotAction, Resource, NotResource. */
export function readList(member: JsonMember, path: string, findings: Findings): Reading<ListElement> {
  const { values, isList, isIncomplete } = readTexts(member.value, path, { findings });
  const element = { negated: member.key.startsWith('Not'), values, isList, range: member.value.range };
  return { element, isUnreadable: isIncomplete };
}

const PRINCIPAL_TYPES: ReadonlySet<string> = new Set<PrincipalType>(['AWS', 'Service', 'Federated', 'CanonicalUser']);

function readPrincipalMember(member: JsonMember, path: string, findings: Findings): Reading<PrincipalEntry[]> {
  const own = join(path, member.key);
  if (!PRINCIPAL_TYPES.has(member.key)) {
    const message = `${quoted(member.key)} is no type of principal. Known are AWS, Service, Federated and CanonicalUser.`;
    findings.breaks('unknown-principal-type', message, { path: own, range: member.keyRange });
    return { isUnreadable: true };
  }
  const { values, isIncomplete } = readTexts(member.value, own, { findings });
  const type = member.key as PrincipalType;
  return { element: values.map(({ value, range }) => ({ type, value, range })), isUnreadable: isIncomplete };
}

/** Principal, NotPrincipal. */
export function readPrincipal(member: JsonMember, path: string, findings: Findings): Reading<PrincipalElement> {
  const { value: node } = member;
  const base = { negated: member.key === 'NotPrincipal', range: node.range };
  if (node.kind === 'string' && node.value === '*') {
    return {
      element: { ...base, isBare: true, entries: [{ type: 'AWS', value: '*', range: node.range }] },
      isUnreadable: false,
    };
  }
  if (node.kind !== 'object') {
    const message = `${path} must be "*" or an object such as {"AWS": "arn:aws:iam::111122223333:role/name"}.`;
    findings.breaks('wrong-type', message, { path, range: node.range });
    return { isUnreadable: true };
  }
  const members = new Members(node.members, path, findings);
  const readings = node.members.map((entry) => readPrincipalMember(entry, path, findings));
  const isDuplicated = node.members.some(({ key }) => members.get(key) === undefined);
  return {
    element: { ...base, isBare: false, entries: readings.flatMap(({ element }) => element ?? []) },
    isUnreadable: isDuplicated || readings.some(({ isUnreadable }) => isUnreadable),
  };
}
