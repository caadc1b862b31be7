import { z } from 'zod';
import { canonicalJson } from './canonical-json.js';

const DETAILS_LIMIT = 16_384;

/** What a record is about: who did what to what, how it ended, and the facts to judge it by. Never a secret. */
export const AuditRecord = z.object({
  /** What was done, as `<noun>.<verb in the past>` or a contract's name: `credentials.issued`. */
  action: z
    .string()
    .regex(/^[a-z][a-z0-9.-]{0,99}$/, 'Use lower-case words with "." and "-", e.g. credentials.issued.'),
  /** The actor's id: an e-mail address or `service:<name>`. */
  actorId: text(1, 320),
  /** The session or API token behind the actor; empty when there is none. */
  actorSessionId: text(0, 64).default(''),
  /** What it was done to: an ARN, an account id, a request's id. */
  subject: text(1, 2_048),
  /** `succeeded`, `refused`, `failed`, or a state of the thing. */
  outcome: z.string().regex(/^[a-z][a-z-]{0,39}$/, 'Use a lower-case word, e.g. succeeded, refused or failed.'),
  /** Facts to judge the act by, up to 16 KiB of JSON. */
  details: z
    .record(z.string(), z.unknown())
    .default({})
    .transform((details, context) => storable(details, context)),
  /** W3C trace id; empty when nothing was traced. */
  traceId: z.string().max(64).default(''),
});
export type AuditRecord = z.output<typeof AuditRecord>;
/** An audit record as callers write it: fields with defaults may be left out. */
export type AuditRecordInput = z.input<typeof AuditRecord>;

/** Checks and completes a record. The error names the field that is wrong. */
export function parseAuditRecord(input: AuditRecordInput): AuditRecord {
  const parsed = AuditRecord.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'record'}: ${issue.message}`);
  throw new TypeError(`Not an audit record. ${issues.join(' ')}`);
}

function text(min: number, max: number) {
  return z.string().min(min).max(max).transform(wellFormed);
}

/** Postgres stores neither NUL nor lone surrogates; a hash over what cannot be read back would look like tampering. */
function wellFormed(value: string): string {
  if (!/[\u0000\ud800-\udfff]/.test(value)) return value;
  return value.replace(/\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

function storable(details: Record<string, unknown>, context: z.RefinementCtx): Record<string, unknown> {
  try {
    const json = canonicalJson(details);
    if (json.length <= DETAILS_LIMIT) return cleanParsed(json);
    context.addIssue(
      `They are ${json.length} characters long; at most ${DETAILS_LIMIT}. Record a digest and an id instead.`,
    );
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : 'They have no JSON form.');
  }
  return z.NEVER;
}

/** JSON escapes what is not well-formed, and hardly any record has such; looking at each value of it costs ten times more. */
function cleanParsed(json: string): Record<string, unknown> {
  const parsed = json.includes('\\u') ? JSON.parse(json, (_key, value: unknown) => clean(value)) : JSON.parse(json);
  return parsed as Record<string, unknown>;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [wellFormed(key), field as unknown]));
}
