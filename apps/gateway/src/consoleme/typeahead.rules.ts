import { z } from 'zod';

/** What ConsoleMe's first typeahead is asked for. */
export type TypeaheadKind = 's3' | 'sqs' | 'sns' | 'iam_arn' | 'iam_role' | 'account' | 'app';

const KINDS: readonly string[] = [
  's3',
  'sqs',
  'sns',
  'iam_arn',
  'iam_role',
  'account',
  'app',
] satisfies TypeaheadKind[];
/** ConsoleMe has no limit to the limit; weep asks for 5,000. */
const MOST_ROWS = 10_000;

const Limit = z.coerce.number().int().min(1).max(MOST_ROWS);
const Flag = z.string().transform((text) => /^(true|1|yes)$/i.test(text));
const AccountId = z.string().regex(/^\d{12}$/);
const Text = z.string().max(2_100);

const Query = z.object({
  resource: z.string().max(100).optional(),
  search: Text.optional(),
  account_id: AccountId.optional().or(z.literal('').transform(() => undefined)),
  limit: Limit.default(10),
  show_full_arn_for_s3_buckets: Flag.default(false),
});

const ResourcesQuery = z.object({
  typeahead: Text.default(''),
  account_id: z.string().max(12).default(''),
  resource_type: z.string().max(100).default(''),
  region: z.string().max(40).default(''),
  limit: Limit.default(20),
  ui_formatted: Flag.default(false),
});

/** A query as ConsoleMe takes it, or why it is none: the status and what to tell. */
export type Reading<T> =
  | { readonly ok: true; readonly query: T }
  | { readonly ok: false; readonly status: 400 | 404; readonly message: string };

/** What the first typeahead looks for. */
export interface TypeaheadQuery {
  readonly kind: TypeaheadKind;
  readonly search: string;
  readonly accountId: string | undefined;
  readonly limit: number;
  readonly withBucketArns: boolean;
}

/** Reads the query of `/api/v1/policies/typeahead`. An empty search is one; none is not. */
export function readTypeahead(given: unknown): Reading<TypeaheadQuery> {
  const parsed = Query.safeParse(given);
  if (!parsed.success) return { ok: false, status: 400, message: messageOf(parsed.error) };
  const { resource, search, account_id: accountId, limit, show_full_arn_for_s3_buckets: withBucketArns } = parsed.data;
  if (!resource || search === undefined) {
    return { ok: false, status: 400, message: 'Give both resource and search; search may be empty.' };
  }
  if (!isKind(resource)) {
    return { ok: false, status: 404, message: `resource: one of ${KINDS.join(', ')}.` };
  }
  return { ok: true, query: { kind: resource, search, accountId, limit, withBucketArns } };
}

/** Reads the query of `/api/v2/typeahead/resources`. */
export function readResourcesTypeahead(given: unknown): Reading<z.output<typeof ResourcesQuery>> {
  const parsed = ResourcesQuery.safeParse(given);
  return parsed.success
    ? { ok: true, query: parsed.data }
    : { ok: false, status: 400, message: messageOf(parsed.error) };
}

/** Whether an ARN is what `/api/v2/typeahead/resources` asks for: text anywhere, the other filters by field. */
export function isWantedArn(arn: string, query: z.output<typeof ResourcesQuery>): boolean {
  const [, , service, region, account] = arn.split(':');
  return (
    arn.toLowerCase().includes(query.typeahead.toLowerCase()) &&
    (query.resource_type === '' || service === query.resource_type) &&
    (query.region === '' || region === query.region) &&
    (query.account_id === '' || account === query.account_id)
  );
}

/** `Name (123456789012)`: weep takes what follows the first parenthesis for the number. */
export function accountTitle(name: string, accountId: string): string {
  return `${name.replaceAll('(', '[').replaceAll(')', ']')} (${accountId})`;
}

function isKind(resource: string): resource is TypeaheadKind {
  return KINDS.includes(resource);
}

function messageOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' ');
}
