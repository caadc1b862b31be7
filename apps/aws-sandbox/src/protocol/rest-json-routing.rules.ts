import { type OperationSchema, inputOf, requiredMembersOf } from './schema.js';

/** One segment of a path template: a literal, a label `{Name}`, or a label `{Name+}` that takes the rest of the path. */
export interface PathSegment {
  readonly kind: 'literal' | 'label' | 'rest';
  readonly text: string;
}

/** How to recognise one operation by method, path and query. */
export interface PathRoute {
  readonly schema: OperationSchema;
  readonly method: string;
  readonly segments: readonly PathSegment[];
  /** Query keys that must be there, with their value where the model fixes one. */
  readonly query: ReadonlyArray<readonly [string, string | undefined]>;
}

/** What a path has to say of a request. */
export interface RoutedRequest {
  readonly method: string;
  /** Still percent-encoded: an encoded slash is part of a label. */
  readonly path: string;
  readonly query: ReadonlyArray<readonly [string, string]>;
}

/** The routes of a service from the `http` traits of its operations, most particular first. */
export function pathRoutesOf(schemas: readonly OperationSchema[]): readonly PathRoute[] {
  return schemas.map(routeOf).sort((left, right) => particularity(right) - particularity(left));
}

function routeOf(schema: OperationSchema): PathRoute {
  const [method, uri] = (schema[3] as { readonly http?: readonly [string, string] }).http ?? ['POST', '/'];
  const [path = '', query = ''] = uri.split('?');
  return {
    schema,
    method,
    segments: segmentsOf(path).map(segmentOf),
    query: [...literalsOf(query), ...requiredQueryOf(schema)],
  };
}

function segmentOf(text: string): PathSegment {
  const label = /^\{([^+}]+)(\+?)\}$/u.exec(text);
  if (label === null) return { kind: 'literal', text };
  return { kind: label[2] === '+' ? 'rest' : 'label', text: label[1] ?? '' };
}

/** Slashes at the end mean nothing: older clients of the same API send one. */
function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function literalsOf(query: string): [string, string | undefined][] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): [string, string | undefined] => {
      const [name = '', value] = pair.split('=');
      return [name, value];
    });
}

/** A required query member tells two operations of one path apart; alone on its path it is a matter of validation. */
function requiredQueryOf(schema: OperationSchema): [string, undefined][] {
  const ns = inputOf(schema);
  if (ns.isUnitSchema()) return [];
  const required = new Set(requiredMembersOf(ns));
  return [...ns.structIterator()].flatMap(([name, member]): [string, undefined][] => {
    const { httpQuery } = member.getMergedTraits();
    return required.has(name) && httpQuery ? [[httpQuery, undefined]] : [];
  });
}

function particularity({ segments, query }: PathRoute): number {
  const literals = segments.filter(({ kind }) => kind === 'literal').length;
  return literals * 100 + query.length;
}

/** The route a request takes, or undefined when AWS has no operation of this form. */
export function matchPath(routes: readonly PathRoute[], request: RoutedRequest): PathRoute | undefined {
  const path = segmentsOf(request.path);
  const fitting = routes.filter((route) => route.method === request.method && fits(route.segments, path));
  const exact = fitting.find(({ query }) =>
    query.every(([name, value]) =>
      request.query.some(([key, given]) => key === name && (value === undefined || value === given)),
    ),
  );
  // Left without its required query member, a request is still for the operation of its path.
  return exact ?? fitting.find(({ query }) => query.every(([, value]) => value === undefined));
}

function fits(template: readonly PathSegment[], path: readonly string[]): boolean {
  const open = template.at(-1)?.kind === 'rest';
  if (open ? path.length < template.length : path.length !== template.length) return false;
  return template.every(({ kind, text }, index) => kind !== 'literal' || text === path[index]);
}

/** The values of a template's labels, decoded. */
export function labelsOf(template: readonly PathSegment[], path: string): Readonly<Record<string, string>> {
  const given = segmentsOf(path);
  const labels: Record<string, string> = {};
  for (const [index, { kind, text }] of template.entries()) {
    if (kind === 'literal') continue;
    const value = kind === 'rest' ? given.slice(index).join('/') : given[index];
    labels[text] = decoded(value ?? '');
  }
  return labels;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
