import { invalidParameter, invalidParameterValue } from './sqs-errors.js';

const MAX_PAGE = 1000;

interface PagingInput {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/**
 * Cuts a page out of names in order. Without MaxResults a list ends after 1,000 and does not say that it goes on
 * (SQS API Reference, ListQueues). The token holds the last name seen, so that queues made or deleted between two
 * pages neither repeat nor hide another.
 */
export function pageOf(
  sorted: readonly string[],
  { NextToken, MaxResults }: PagingInput,
): { readonly names: readonly string[]; readonly NextToken?: string } {
  if (MaxResults === undefined) {
    if (NextToken === undefined) return { names: sorted.slice(0, MAX_PAGE) };
    throw invalidParameterValue('MaxResults is a mandatory parameter when you provide a value for NextToken.');
  }
  if (MaxResults < 1 || MaxResults > MAX_PAGE) {
    throw invalidParameter('MaxResults', MaxResults, 'MaxResults must be an integer between 1 and 1000.');
  }
  return cut(NextToken === undefined ? sorted : after(sorted, readToken(NextToken)), MaxResults);
}

function after(sorted: readonly string[], last: string): readonly string[] {
  return sorted.filter((name) => name > last);
}

function cut(
  rest: readonly string[],
  limit: number,
): { readonly names: readonly string[]; readonly NextToken?: string } {
  const names = rest.slice(0, limit);
  const last = names.at(-1);
  return last === undefined || rest.length <= limit ? { names } : { names, NextToken: writeToken(last) };
}

function writeToken(name: string): string {
  return Buffer.from(JSON.stringify({ v: 1, after: name })).toString('base64url');
}

function readToken(token: string): string {
  try {
    const value = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as { v?: unknown; after?: unknown };
    if (value.v === 1 && typeof value.after === 'string') return value.after;
  } catch {
    // Fall through: whatever it was, it was no token of ours.
  }
  throw invalidParameterValue('Invalid or expired next token.');
}
