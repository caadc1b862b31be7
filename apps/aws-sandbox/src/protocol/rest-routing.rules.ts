import { type OperationSchema, inputOf, requiredMembersOf } from './schema.js';

/** Which part of the path an S3 operation is on. */
export type RestLevel = 'service' | 'bucket' | 'object';

/** How to recognise one REST operation. */
export interface RestRoute {
  readonly schema: OperationSchema;
  readonly method: string;
  readonly level: RestLevel;
  /** Query keys that must be there: `policy`, `list-type=2`, and the required ones of the input (`uploadId`). */
  readonly query: ReadonlyArray<readonly [string, string | undefined]>;
  /** Headers that must be there: `x-amz-copy-source`. */
  readonly headers: readonly string[];
}

/** The routes of a service, most particular first, so that the first that fits is the right one. */
export function routesOf(schemas: readonly OperationSchema[]): readonly RestRoute[] {
  return schemas
    .map(routeOf)
    .sort((left, right) => right.query.length + right.headers.length - (left.query.length + left.headers.length));
}

interface HttpTraits {
  readonly http?: readonly [string, string, number];
}

function routeOf(schema: OperationSchema): RestRoute {
  const [method, uri] = (schema[3] as HttpTraits).http ?? ['POST', '/'];
  const ns = inputOf(schema);
  const required = new Set(requiredMembersOf(ns));
  const members = ns.isUnitSchema() ? [] : [...ns.structIterator()];
  const traitsOf = (member: (typeof members)[number]) => member[1].getMergedTraits();
  const needed = members.filter(([name]) => required.has(name)).map(traitsOf);
  return {
    schema,
    method,
    level: levelOf(members.filter((member) => traitsOf(member).httpLabel).map(([name]) => name)),
    query: [
      ...literalsOf(uri),
      ...needed.flatMap(({ httpQuery }) => (httpQuery ? [[httpQuery, undefined] as const] : [])),
    ],
    headers: needed.flatMap(({ httpHeader }) => (httpHeader ? [httpHeader.toLowerCase()] : [])),
  };
}

function levelOf(labels: readonly string[]): RestLevel {
  if (labels.includes('Key')) return 'object';
  return labels.includes('Bucket') ? 'bucket' : 'service';
}

/** `/{Key+}?acl&x-id=GetObjectAcl` → `acl`. The `x-id` is for the SDK's own use: other clients do not send it. */
function literalsOf(uri: string): [string, string | undefined][] {
  const at = uri.indexOf('?');
  if (at < 0) return [];
  return uri
    .slice(at + 1)
    .split('&')
    .map((pair): [string, string | undefined] => {
      const [name, value] = pair.split('=');
      return [name ?? '', value];
    })
    .filter(([name]) => name !== 'x-id');
}

interface RestRequest {
  readonly method: string;
  readonly level: RestLevel;
  readonly query: ReadonlyArray<readonly [string, string]>;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The operation a request is for, or undefined when AWS has none of this form. */
export function matchRoute(routes: readonly RestRoute[], request: RestRequest): OperationSchema | undefined {
  return routes.find(
    (route) =>
      route.method === request.method &&
      route.level === request.level &&
      route.query.every(([name, value]) =>
        request.query.some(([key, given]) => key === name && (value === undefined || value === given)),
      ) &&
      route.headers.every((name) => request.headers[name] !== undefined),
  )?.schema;
}
