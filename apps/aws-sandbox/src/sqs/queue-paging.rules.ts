import { cutPage } from '../protocol/paging.rules.js';
import { invalidParameter, invalidParameterValue } from './sqs-errors.js';

const MAX_PAGE = 1000;

interface PagingInput {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/**
 * Cuts a page out of names. Without MaxResults a list ends after 1,000 and does not say that it goes on
 * (SQS API Reference, ListQueues).
 */
export function pageOf(
  names: readonly string[],
  { NextToken, MaxResults }: PagingInput,
): { readonly names: readonly string[]; readonly NextToken?: string } {
  if (MaxResults === undefined) {
    if (NextToken === undefined) return { names: names.toSorted(byCodeUnit).slice(0, MAX_PAGE) };
    throw invalidParameterValue('MaxResults is a mandatory parameter when you provide a value for NextToken.');
  }
  if (MaxResults < 1 || MaxResults > MAX_PAGE) {
    throw invalidParameter('MaxResults', MaxResults, 'MaxResults must be an integer between 1 and 1000.');
  }
  const badToken = () => invalidParameterValue('Invalid or expired next token.');
  const { items, next } = cutPage(names, { keyOf: (name) => name, limit: MaxResults, token: NextToken, badToken });
  return next === undefined ? { names: items } : { names: items, NextToken: next };
}

function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : 1;
}
