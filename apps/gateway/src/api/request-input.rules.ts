import type { FieldIssue } from '@gatehouse/contracts';

/** The three places of an HTTP request that the fields of a contract's request may come from. */
export interface RequestParts {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** The parsed JSON body; undefined when there is none. */
  readonly body: unknown;
}

/** Which fields a contract takes, and which of them stand in the path. */
export interface RequestFields {
  readonly inPath: ReadonlySet<string>;
  readonly elsewhere: ReadonlySet<string>;
}

export type InputDecision =
  | { readonly valid: true; readonly input: Record<string, unknown> }
  | { readonly valid: false; readonly issues: FieldIssue[] };

/**
 * Puts the parts of a request together and refuses every field that the contract does not know, because a misspelt
 * `durationSecond` that is dropped in silence is worse than an error. Values are the service's to check.
 */
export function decideInput(parts: RequestParts, fields: RequestFields): InputDecision {
  const body = bodyFieldsOf(parts.body);
  if (!body) return { valid: false, issues: [{ field: '', message: 'The body must be a JSON object.' }] };
  const issues = [...issuesOf(parts.query, fields), ...issuesOf(body, fields), ...twiceGiven(parts.query, body)];
  if (issues.length > 0) return { valid: false, issues };
  return { valid: true, input: { ...parts.query, ...body, ...parts.params } };
}

function bodyFieldsOf(body: unknown): Readonly<Record<string, unknown>> | undefined {
  if (body === undefined) return {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  return body as Record<string, unknown>;
}

function issuesOf(given: Readonly<Record<string, unknown>>, fields: RequestFields): FieldIssue[] {
  return Object.keys(given)
    .filter((field) => !fields.elsewhere.has(field))
    .map((field) => ({
      field,
      message: fields.inPath.has(field)
        ? 'This field stands in the path; leave it out here.'
        : 'This field is not known here; remove it or check its spelling.',
    }));
}

function twiceGiven(query: Readonly<Record<string, unknown>>, body: Readonly<Record<string, unknown>>): FieldIssue[] {
  return Object.keys(query)
    .filter((field) => Object.hasOwn(body, field))
    .map((field) => ({ field, message: 'Give this field once, in the query or in the body.' }));
}
