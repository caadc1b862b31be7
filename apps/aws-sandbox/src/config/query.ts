/** A value that a query compares with. */
export type QueryValue = string | number | boolean;

export type AggregateName = 'AVG' | 'COUNT' | 'MAX' | 'MIN' | 'SUM';

/** What a query asks for: a property, everything that is scalar, or a figure over many resources. */
export type SelectField =
  | { readonly kind: 'all'; readonly label: '*' }
  | { readonly kind: 'property'; readonly label: string; readonly path: readonly string[] }
  | {
      readonly kind: 'aggregate';
      /** `COUNT(*)`, `MAX(configuration.size)` */
      readonly label: string;
      readonly name: AggregateName;
      /** Undefined for `*`. */
      readonly path: readonly string[] | undefined;
    };

export type Comparison = '=' | '<' | '<=' | '>' | '>=';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'compare'; readonly path: readonly string[]; readonly is: Comparison; readonly value: QueryValue }
  | { readonly kind: 'in'; readonly path: readonly string[]; readonly values: readonly QueryValue[] }
  | { readonly kind: 'between'; readonly path: readonly string[]; readonly low: QueryValue; readonly high: QueryValue }
  /** `prefix%`; without the wildcard it is a comparison. */
  | { readonly kind: 'starts-with'; readonly path: readonly string[]; readonly prefix: string };

export interface QueryOrder {
  readonly label: string;
  readonly path: readonly string[] | undefined;
  readonly descending: boolean;
}

/** A query of AWS Config ("Query components" in its developer guide). */
export interface Query {
  readonly select: readonly SelectField[];
  readonly where: Condition | undefined;
  readonly groupBy: readonly (readonly string[])[];
  readonly orderBy: readonly QueryOrder[];
}

/** Whether it counts or sums instead of listing resources. */
export function isAggregate({ select, groupBy }: Query): boolean {
  return groupBy.length > 0 || select.some(({ kind }) => kind === 'aggregate');
}
