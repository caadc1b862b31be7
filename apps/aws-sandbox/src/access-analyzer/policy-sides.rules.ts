import { type CompiledPolicy, compilePolicy, parsePolicy } from '@gatehouse/iam-policy';

/** A statement as it stands in a document, and its place there. */
export interface PlacedStatement {
  readonly index: number;
  readonly sid: string | undefined;
  readonly allows: boolean;
  /** `AWS:arn:…`, `Service:…`; `*` for everybody, undefined where the statement names nobody. */
  readonly principals: readonly string[] | undefined;
  /** NotPrincipal: it speaks of everybody but those it names. */
  readonly negated: boolean;
  /** The statement without its principal, as identity policies have it. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** The statements of a document that AWS would take. */
export function statementsOf(text: string): readonly PlacedStatement[] {
  const { Statement = [] } = JSON.parse(text) as { readonly Statement?: unknown };
  const list = (Array.isArray(Statement) ? Statement : [Statement]) as readonly Readonly<Record<string, unknown>>[];
  return list.map((statement, index) => {
    const { Principal, NotPrincipal, Sid, ...rest } = statement;
    const body = 'Resource' in rest || 'NotResource' in rest ? rest : { ...rest, Resource: '*' };
    return {
      index,
      sid: typeof Sid === 'string' ? Sid : undefined,
      allows: rest['Effect'] === 'Allow',
      principals: Principal === undefined ? undefined : principalsOf(Principal),
      negated: NotPrincipal !== undefined,
      body,
    };
  });
}

function principalsOf(principal: unknown): readonly string[] {
  if (typeof principal === 'string') return ['*'];
  return Object.entries(principal as Readonly<Record<string, unknown>>).flatMap(([type, values]) =>
    [values].flat().map((value) => (type === 'AWS' && value === '*' ? '*' : `${type}:${String(value)}`)),
  );
}

/** The statements that speak of one principal; `undefined` for identity policies, where all do. */
export function statementsFor(
  statements: readonly PlacedStatement[],
  principal: string | undefined,
): readonly PlacedStatement[] {
  if (principal === undefined) return statements;
  return statements.filter(
    ({ principals }) => principals?.includes('*') === true || principals?.includes(principal) === true,
  );
}

/** Everybody to whom a document gives something. */
export function grantees(statements: readonly PlacedStatement[]): ReadonlySet<string> {
  return new Set(statements.filter(({ allows }) => allows).flatMap(({ principals }) => principals ?? []));
}

/** Statements as one identity policy. */
export function compiled(statements: readonly PlacedStatement[], id: string): CompiledPolicy {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements.map(({ body }) => body) });
  return compilePolicy(parsePolicy(text, { kind: 'identity' }).document, { id, kind: 'identity' });
}
