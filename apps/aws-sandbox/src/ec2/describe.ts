import type { Tag } from '@aws-sdk/client-ec2';

import { AwsError } from '../protocol/aws-error.js';
import { type CutPage, cutPage } from '../protocol/paging.rules.js';
import type { Call } from '../service/call.js';
import { type Ec2Place, placeIn, tagsOf } from './ec2-state.js';
import { type FilterFields, type GivenFilter, filtered } from './filters.rules.js';

const PAGE = { min: 5, max: 1000 } as const;

/** How one kind of resource is found and described. */
export interface Kind<T> {
  readonly all: (place: Ec2Place) => Iterable<T>;
  readonly idOf: (item: T) => string;
  readonly fields: FilterFields<T>;
  /** The error for an id that is not there. */
  readonly notFound: (id: string) => AwsError;
  /** The error for an id that cannot be one; kinds without it say of every id that it is not there. */
  readonly malformed?: (id: string) => AwsError | undefined;
}

/** The members that describing operations have in common. */
export interface Selection {
  readonly ids: readonly string[] | undefined;
  /** The parameter of the ids, for messages: `instancesSet`. */
  readonly idsName?: string;
  readonly Filters: readonly GivenFilter[] | undefined;
  readonly NextToken: string | undefined;
  readonly MaxResults: number | undefined;
}

/** The members of a request that every describing operation has. */
export function common({ Filters, NextToken, MaxResults }: Partial<Omit<Selection, 'ids' | 'idsName'>>) {
  return { Filters, NextToken, MaxResults };
}

/** The resources that a call selects: by ids, all of which must be there, or by filters, page by page. */
export function select<T>(
  call: Pick<Call, 'world' | 'caller' | 'region'>,
  kind: Kind<T>,
  wanted: Selection,
): CutPage<T> {
  refusePaging(wanted);
  const place = placeFor(call);
  const named = wanted.ids === undefined || wanted.ids.length === 0 ? kind.all(place) : byIds(kind, place, wanted.ids);
  const found = filtered(named, wanted.Filters ?? [], {
    fields: kind.fields,
    tagsOf: (item) => tagsOf(place, kind.idOf(item)),
  });
  return cutPage(found, {
    keyOf: kind.idOf,
    limit: Math.min(wanted.MaxResults ?? PAGE.max, PAGE.max),
    token: wanted.NextToken,
    badToken: () =>
      new AwsError('InvalidPaginationToken', 'The specified pagination token is not valid or is expired.'),
  });
}

/** The caller's account in the region of the call. */
export function placeFor({ world, caller, region }: Pick<Call, 'world' | 'caller' | 'region'>): Ec2Place {
  return placeIn(world, { accountId: caller.accountId, region });
}

function refusePaging({ ids, idsName, MaxResults }: Selection): void {
  if (MaxResults === undefined) return;
  if (idsName !== undefined && ids !== undefined && ids.length > 0) {
    const text = `The parameter ${idsName} cannot be used with the parameter maxResults`;
    throw new AwsError('InvalidParameterCombination', text);
  }
  if (MaxResults >= PAGE.min && MaxResults <= PAGE.max) return;
  const expected = MaxResults < PAGE.min ? `greater than ${String(PAGE.min)}` : `less than ${String(PAGE.max)}`;
  const text = `Value ( ${String(MaxResults)} ) for parameter maxResults is invalid. Expecting a value ${expected}.`;
  throw new AwsError('InvalidParameterValue', text);
}

function byIds<T>(kind: Kind<T>, place: Ec2Place, ids: readonly string[]): readonly T[] {
  const known = new Map([...kind.all(place)].map((item) => [kind.idOf(item), item]));
  return [...new Set(ids)].map((id) => {
    const item = known.get(id);
    if (item === undefined) throw kind.malformed?.(id) ?? kind.notFound(id);
    return item;
  });
}

/** The tags of a resource as every description of one carries them. */
export function tagList(call: Pick<Call, 'world' | 'caller' | 'region'>, id: string): Tag[] {
  return [...tagsOf(placeFor(call), id)].map(([Key, Value]) => ({ Key, Value }));
}

/** An error for ids that do not have the form of their kind. */
export function malformedUnless(prefix: string, error: (id: string) => AwsError): (id: string) => AwsError | undefined {
  const form = new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`, 'u');
  return (id) => (form.test(id) ? undefined : error(id));
}

/** `NextToken` where the list goes on, and no member where it ends. */
export function nextToken(page: CutPage<unknown>): { readonly NextToken?: string } {
  return page.next === undefined ? {} : { NextToken: page.next };
}

/** Text for the filters that take `true` and `false`. */
export function flag(value: boolean | undefined): string {
  return String(value ?? false);
}
