import type { PolicyDocument, PolicyKind, PolicyVersion, SourceRange, Statement, TextNode } from './ast.js';
import { checkCharacters, checkSize } from './check-text.js';
import type { Finding } from './finding.js';
import { Findings, quoted } from './findings.js';
import { type JsonMember, type JsonNode, readJson } from './json-tree.js';
import { Members, join, readText } from './read-elements.js';
import { type StatementContext, readStatement } from './read-statement.js';
import { textOfValue } from './value-text.js';

export interface ParseOptions {
  readonly kind: PolicyKind;
  /** Longer documents are not read at all. AWS's largest policies hold 32,768 characters; 1,048,576 unless given. */
  readonly maxCharacters?: number;
}

export interface ParsedPolicy {
  /** Absent when the text is no JSON object or too long: nothing is known of it, so it counts as a Deny of everything. */
  readonly document?: PolicyDocument;
  /** In the order of reading. Empty for a policy that AWS takes as it is. */
  readonly findings: readonly Finding[];
  /** The text that positions refer to: the input, or for a value its JSON. Empty when there is none. */
  readonly text: string;
}

const MAX_CHARACTERS = 1_048_576;
const START: SourceRange = { offset: 0, length: 0, line: 1, column: 1 };
const TOP = new Set(['Version', 'Id', 'Statement']);

type ObjectNode = Extract<JsonNode, { kind: 'object' }>;

function readVersion(
  member: JsonMember | undefined,
  findings: Findings,
): { version: PolicyVersion; versionNode?: TextNode } {
  if (!member) return { version: '2008-10-17' };
  const versionNode = readText(member.value, 'Version', { findings });
  if (!versionNode) return { version: '2012-10-17' };
  const { value } = versionNode;
  if (value === '2012-10-17' || value === '2008-10-17') return { version: value, versionNode };
  const message = `${quoted(value)} is no version of the policy language. Write "2012-10-17".`;
  findings.breaks('unknown-version', message, { path: 'Version', range: versionNode.range });
  return { version: '2012-10-17', versionNode };
}

function readStatements(
  root: ObjectNode,
  context: Omit<StatementContext, 'path'>,
): { statements: Statement[]; isList: boolean } {
  const nodes: { node: JsonNode; path: string }[] = [];
  let isList = false;
  for (const { key, value } of root.members) {
    if (key !== 'Statement') continue;
    if (value.kind !== 'array') nodes.push({ node: value, path: 'Statement' });
    else {
      isList = true;
      value.items.forEach((node, index) => nodes.push({ node, path: `Statement[${String(index)}]` }));
    }
  }
  const statements = nodes.map(({ node, path }, index) => readStatement(node, index, { ...context, path }));
  return { statements, isList };
}

function readDocument(root: ObjectNode, kind: PolicyKind, findings: Findings): PolicyDocument {
  const members = new Members(root.members, '', findings);
  for (const { key, keyRange } of root.members) {
    if (TOP.has(key)) continue;
    const message = `${quoted(key)} is no element of a policy. Names are case-sensitive; known are Version, Id and Statement.`;
    findings.breaks('unknown-element', message, { path: join('', key), range: keyRange });
  }
  if (!members.has('Statement')) {
    findings.breaks('missing-element', 'The policy needs a Statement.', { path: '', range: root.range });
  }
  const version = readVersion(members.get('Version'), findings);
  const idMember = members.get('Id');
  const id = idMember && readText(idMember.value, 'Id', { findings });
  const { statements, isList } = readStatements(root, { kind, version: version.version, findings });
  const broken = findings.isBroken;
  return { kind, ...version, ...(id ? { id } : {}), statements, isList, broken, range: root.range };
}

/**
 * Reads a policy from its JSON text, or from a value that came out of JSON. Never throws and takes time and memory in
 * proportion to the input, whatever it is: all there is to complain about comes back as findings with positions.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export function parsePolicy(input: unknown, options: ParseOptions): ParsedPolicy {
  const findings = new Findings();
  const maxCharacters = options.maxCharacters ?? MAX_CHARACTERS;
  const text = typeof input === 'string' ? input : textOfValue(input, maxCharacters);
  const whole = { path: '', range: START };
  if (text === undefined) {
    findings.breaks('unreadable-value', 'The policy holds what JSON cannot, or is too large.', whole);
    return { findings: findings.all(), text: '' };
  }
  if (text.length > maxCharacters) {
    const message = `The policy has ${String(text.length)} characters; more than ${String(maxCharacters)} are not read.`;
    findings.breaks('too-large', message, whole);
    return { findings: findings.all(), text };
  }
  const root = readJson(text);
  if ('failure' in root) {
    findings.breaks(root.failure.id, root.failure.message, { path: '', range: root.failure.range });
    return { findings: findings.all(), text };
  }
  if (root.kind !== 'object') {
    findings.breaks('wrong-type', 'A policy is an object with Version and Statement.', { path: '', range: root.range });
    return { findings: findings.all(), text };
  }
  checkCharacters(root, options.kind, findings);
  const document = readDocument(root, options.kind, findings);
  checkSize(text, options.kind, findings);
  return { document, findings: findings.all(), text };
}
