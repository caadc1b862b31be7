import type { PolicyKind } from '../parse/ast.js';
import { policySize } from '../parse/check-text.js';
import type { PlainPolicy } from './minimise.js';

type PlainStatement = PlainPolicy['Statement'][number];

/**
 * Spreads the statements of a policy over as few documents as we find that keep a size limit, in their order. Statements
 * too large for one document are cut along their Resource or Action list; NotAction and NotResource are never cut.
 *
 * @param maxCharacters as AWS counts them for this kind of policy, e.g. 6,144 for a managed policy.
 * @returns undefined when a single value does not fit, so that nothing but a wildcard can help.
 */
export function splitPolicy(policy: PlainPolicy, kind: PolicyKind, maxCharacters: number): PlainPolicy[] | undefined {
  const sizeOf = (statements: readonly PlainStatement[]) =>
    policySize(JSON.stringify({ ...policy, Statement: statements }), kind);
  const documents: PlainStatement[][] = [[]];
  const open = [...policy.Statement];
  for (let statement = open.shift(); statement !== undefined; statement = open.shift()) {
    const last = documents.at(-1) as PlainStatement[];
    if (sizeOf([...last, statement]) <= maxCharacters) last.push(statement);
    else if (sizeOf([statement]) <= maxCharacters) documents.push([statement]);
    else {
      const halves = cut(statement);
      if (!halves) return undefined;
      open.unshift(...halves);
    }
  }
  return documents.filter((statements) => statements.length > 0).map((Statement) => ({ ...policy, Statement }));
}

/** Both halves together mean what the whole did; they cannot share its Sid. */
function cut(statement: PlainStatement): PlainStatement[] | undefined {
  const { Sid: _, ...rest } = statement;
  for (const element of ['Resource', 'Action']) {
    const values = rest[element];
    if (!Array.isArray(values) || values.length < 2) continue;
    const middle = Math.ceil(values.length / 2);
    return [values.slice(0, middle), values.slice(middle)].map((half) => ({ ...rest, [element]: half as string[] }));
  }
  return undefined;
}
