import { AwsError } from '../protocol/aws-error.js';
import { cutPage } from '../protocol/paging.rules.js';

interface PagingInput {
  readonly Limit?: number | undefined;
  readonly NextToken?: string | undefined;
}

const MAX_LIMIT = 100;

/** Cuts a page; 100 at most, which is also what one gets unasked. */
export function pageOf<T>(
  items: Iterable<T>,
  keyOf: (item: T) => string,
  { Limit = MAX_LIMIT, NextToken }: PagingInput,
): { readonly items: readonly T[]; readonly NextToken?: string } {
  if (Limit < 1 || Limit > MAX_LIMIT) {
    const what = Limit < 1 ? 'greater than or equal to 1' : 'less than or equal to 100';
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${String(Limit)}' at 'limit' failed to satisfy constraint: Member must have value ${what}`,
    );
  }
  const { items: page, next } = cutPage(items, { keyOf, limit: Limit, token: NextToken, badToken });
  return { items: page, ...(next === undefined ? {} : { NextToken: next }) };
}

function badToken(): AwsError {
  return new AwsError('ValidationException', 'Parameter NextToken is not valid.');
}
