import { type CompiledPolicy, type PolicyKind, compilePolicy, parsePolicy } from '@gatehouse/iam-policy';

const MAX_REMEMBERED = 50_000;
const remembered = new Map<string, CompiledPolicy>();

/** A policy ready to be evaluated. Documents repeat from call to call, so each is read a single time. */
export function compiledPolicy(text: string, kind: PolicyKind, id: string): CompiledPolicy {
  const name = `${kind}\n${id}\n${text}`;
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const compiled = compilePolicy(parsePolicy(text, { kind }).document, { id, kind });
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(name, compiled);
  return compiled;
}

/** What makes AWS refuse this document, or undefined when it takes it. */
export function documentProblem(text: string, kind: PolicyKind): string | undefined {
  const { document, findings } = parsePolicy(text, { kind });
  const fatal = findings.find(({ breaks }) => breaks === true);
  if (fatal !== undefined) return fatal.message;
  return document === undefined ? 'Syntax errors in policy.' : undefined;
}
