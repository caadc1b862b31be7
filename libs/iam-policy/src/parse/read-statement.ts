import type {
  Condition,
  Effect,
  ListElement,
  PolicyKind,
  PolicyVersion,
  PrincipalElement,
  Statement,
  StatementElement,
  TextNode,
} from './ast.js';
import { parseTemplate } from '../match/template.js';
import { type Findings, quoted } from './findings.js';
import type { JsonNode } from './json-tree.js';
import { KIND_RULES } from './kind-rules.js';
import { present } from './present.js';
import { readConditions } from './read-condition.js';
import { Members, choose, join, readList, readPrincipal, readText } from './read-elements.js';

const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

const EVERYTHING: readonly StatementElement[] = ['Effect', 'Principal', 'Action', 'Resource', 'Condition'];

/** Reads one statement, element by element, and remembers which ones it could not read. */
class StatementReader {
  readonly unreadable: StatementElement[] = [];
  private readonly node: Extract<JsonNode, { kind: 'object' }>;
  private readonly path: string;
  private readonly kind: PolicyKind;
  private readonly findings: Findings;
  private readonly members: Members;

  constructor(
    node: Extract<JsonNode, { kind: 'object' }>,
    { path, kind, findings }: { path: string; kind: PolicyKind; findings: Findings },
  ) {
    this.node = node;
    this.path = path;
    this.kind = kind;
    this.findings = findings;
    this.members = new Members(node.members, path, findings);
    for (const key of this.members.keys) this.checkName(key);
  }

  sid(): TextNode | undefined {
    const member = this.members.get('Sid');
    return member && readText(member.value, join(this.path, 'Sid'), { findings: this.findings });
  }

  effect(): Effect {
    const member = this.members.get('Effect');
    const value = member?.value.kind === 'string' ? member.value.value : undefined;
    if (value === 'Allow' || value === 'Deny') return value;
    const range = member?.value.range ?? this.node.range;
    const message = 'Effect must be "Allow" or "Deny", in this spelling. Until then the statement counts as a Deny.';
    this.findings.breaks('invalid-effect', message, { path: join(this.path, 'Effect'), range });
    this.unreadable.push('Effect');
    return 'Deny';
  }

  principal(): PrincipalElement | undefined {
    const presence = KIND_RULES[this.kind].principal;
    const member = this.choose('Principal');
    if (!member) return this.missing('Principal', presence);
    if (presence === 'prohibited') {
      const message = `A policy of this kind (${this.kind}) holds no ${member.key}: it speaks of whoever it is attached to. Remove it.`;
      this.findings.breaks('prohibited-element', message, {
        path: join(this.path, member.key),
        range: member.keyRange,
      });
      this.unreadable.push('Principal');
      return undefined;
    }
    return this.keep('Principal', readPrincipal(member, join(this.path, member.key), this.findings));
  }

  action(): ListElement | undefined {
    const member = this.choose('Action');
    if (!member) return this.missing('Action', 'required');
    const path = join(this.path, member.key);
    const reading = readList(member, path, this.findings);
    for (const { value, range } of reading.element?.values ?? []) {
      if (value === '*' || /^[^:]+:.+$/s.test(value)) continue;
      const message = `${quoted(value)} is no action. Write the service, a colon and the name, as in s3:GetObject.`;
      this.findings.breaks('malformed-action', message, { path, range });
    }
    return this.keep('Action', reading);
  }

  resource(): ListElement | undefined {
    const presence = KIND_RULES[this.kind].resource;
    const member = this.choose('Resource');
    if (!member) return this.missing('Resource', presence);
    const path = join(this.path, member.key);
    if (presence === 'prohibited') {
      const message = `A policy of this kind (${this.kind}) holds no ${member.key}: it speaks of what it is attached to. Remove it.`;
      this.findings.breaks('prohibited-element', message, { path, range: member.keyRange });
      this.unreadable.push('Resource');
      return undefined;
    }
    return this.keep('Resource', readList(member, path, this.findings));
  }

  conditions(): readonly Condition[] {
    const member = this.members.get('Condition');
    if (!member) {
      if (this.members.has('Condition')) this.unreadable.push('Condition');
      return [];
    }
    return this.keep('Condition', readConditions(member.value, join(this.path, 'Condition'), this.findings)) ?? [];
  }

  private choose(name: 'Principal' | 'Action' | 'Resource') {
    const member = choose(this.members, name, { path: this.path, range: this.node.range, findings: this.findings });
    if (member === 'both' || (!member && (this.members.has(name) || this.members.has(`Not${name}`)))) {
      this.unreadable.push(name);
      return undefined;
    }
    return member;
  }

  private missing(
    name: 'Principal' | 'Action' | 'Resource',
    presence: 'required' | 'optional' | 'prohibited',
  ): undefined {
    if (presence !== 'required' || this.unreadable.includes(name)) return;
    const message = `The statement needs ${name} or Not${name}.`;
    this.findings.breaks('missing-element', message, { path: this.path, range: this.node.range });
    this.unreadable.push(name);
  }

  private keep<T>(name: StatementElement, reading: { element?: T; isUnreadable: boolean }): T | undefined {
    if (reading.isUnreadable) this.unreadable.push(name);
    return reading.element;
  }

  private checkName(key: string): void {
    if (ELEMENTS.has(key)) return;
    const message = `${quoted(key)} is no element of a statement. Names are case-sensitive; known are ${[...ELEMENTS].join(', ')}.`;
    const range = this.node.members.find((member) => member.key === key)?.keyRange ?? this.node.range;
    this.findings.breaks('unknown-element', message, { path: join(this.path, key), range });
  }
}

/** What can be read but does not do what it seems to. */
function remark(statement: Statement, { path, version, findings }: StatementContext): void {
  const { principal, effect, resource, conditions } = statement;
  if (principal?.negated === true && effect === 'Allow') {
    const message =
      'AWS does not support NotPrincipal with Allow: the statement grants nothing. Use Principal and a condition.';
    findings.notes('error', 'not-principal-with-allow', {
      message,
      path: join(path, 'NotPrincipal'),
      range: principal.range,
    });
  }
  const texts = [...(resource?.values ?? []), ...conditions.flatMap(({ values }) => values)];
  for (const { value, range } of texts) {
    if (!parseTemplate(value, version, true).isMalformed) continue;
    const message = `${quoted(value)} holds a "\${" that is no policy variable. Write \${key}, or \${$}{ for the text itself.`;
    findings.notes('error', 'malformed-variable', { message, path, range });
  }
}

/** How a statement is to be read. */
export interface StatementContext {
  readonly path: string;
  readonly kind: PolicyKind;
  readonly version: PolicyVersion;
  readonly findings: Findings;
}

/** Reads one item of `Statement`. What is no object at all counts as a Deny of everything. */
export function readStatement(node: JsonNode, index: number, context: StatementContext): Statement {
  const { path, findings } = context;
  if (node.kind !== 'object') {
    findings.breaks('wrong-type', `${path} must be an object.`, { path, range: node.range });
    return { index, effect: 'Deny', conditions: [], unreadable: EVERYTHING, range: node.range };
  }
  const reader = new StatementReader(node, context);
  const optional = present<Pick<Statement, 'sid' | 'principal' | 'action' | 'resource'>>({
    sid: reader.sid(),
    principal: reader.principal(),
    action: reader.action(),
    resource: reader.resource(),
  });
  const [effect, conditions] = [reader.effect(), reader.conditions()];
  const statement = { index, effect, ...optional, conditions, unreadable: reader.unreadable, range: node.range };
  remark(statement, context);
  return statement;
}
