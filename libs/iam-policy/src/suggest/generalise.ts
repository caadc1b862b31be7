import { splitArn } from '../match/arn.js';
import { escapeWildcards } from './literal.js';

/**
 * A way to widen resources that a person asks for:
 * - `object-keys`: an S3 object becomes all objects of its bucket (`bucket/*`).
 * - `log-streams`: a stream of CloudWatch Logs becomes all streams of its group.
 * - `regions`: every region.
 * - a pattern: a resource that matches becomes the pattern, which is a prefix and `*`.
 */
export type Generalisation = 'object-keys' | 'log-streams' | 'regions' | { readonly prefix: string };

/** The pattern that stands for a resource: itself, unless one of the rules widens it. */
export function generalise(resource: string, rules: readonly Generalisation[]): string {
  if (resource === '*') return resource;
  const literal = escapeWildcards(resource);
  return rules.reduce((pattern, rule) => widened(pattern, resource, rule), literal);
}

function widened(pattern: string, resource: string, rule: Generalisation): string {
  if (typeof rule === 'object') return resource.startsWith(rule.prefix) ? `${escapeWildcards(rule.prefix)}*` : pattern;
  const [arn, partition, service = '', region = '', account, last = ''] = splitArn(pattern);
  const wide = WIDEN[rule]({ service, region, last });
  return wide ? [arn, partition, service, wide.region, account, wide.last].join(':') : pattern;
}

interface Parts {
  readonly service: string;
  readonly region: string;
  readonly last: string;
}

/** What the parts become; undefined where the rule does not speak of the resource. */
const WIDEN: Readonly<Record<Extract<Generalisation, string>, (parts: Parts) => Omit<Parts, 'service'> | undefined>> = {
  // `bucket/key`; access points have a region.
  'object-keys': ({ service, region, last }) =>
    service === 's3' && region === '' && last.includes('/')
      ? { region, last: `${last.slice(0, last.indexOf('/'))}/*` }
      : undefined,
  'log-streams': ({ service, region, last }) => {
    const stream = last.indexOf(':log-stream:');
    return service === 'logs' && stream >= 0 ? { region, last: `${last.slice(0, stream)}:log-stream:*` } : undefined;
  },
  regions: ({ region, last }) => (region === '' ? undefined : { region: '*', last }),
};
