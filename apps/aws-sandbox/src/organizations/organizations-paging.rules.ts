import { invalidInput } from './organizations-account.js';

interface PagingInput {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/** A page as Organizations hands it out. */
export interface OrganizationsPage<T> {
  readonly items: T[];
  readonly NextToken?: string;
}

const MAX_RESULTS = 20;

/** Cuts a page; at most 20 results, as in AWS. The token names the last item seen. */
export function pageOf<T>(items: readonly T[], keyOf: (item: T) => string, input: PagingInput): OrganizationsPage<T> {
  const size = input.MaxResults ?? MAX_RESULTS;
  if (size < 1 || size > MAX_RESULTS) {
    throw invalidInput(
      size < 1 ? 'MIN_VALUE_EXCEEDED' : 'MAX_VALUE_EXCEEDED',
      `MaxResults must be between 1 and ${String(MAX_RESULTS)}.`,
    );
  }
  const start = input.NextToken === undefined ? 0 : positionAfter(items, keyOf, input.NextToken);
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  if (last === undefined || start + page.length >= items.length) return { items: page };
  return { items: page, NextToken: Buffer.from(`after:${keyOf(last)}`).toString('base64') };
}

function positionAfter<T>(items: readonly T[], keyOf: (item: T) => string, token: string): number {
  const text = Buffer.from(token, 'base64').toString('utf8');
  const at = text.startsWith('after:') ? items.findIndex((item) => keyOf(item) === text.slice(6)) : -1;
  if (at < 0) throw invalidInput('INVALID_NEXT_TOKEN', 'You provided an invalid NextToken value.');
  return at + 1;
}
