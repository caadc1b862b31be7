import type { WeatherRule } from './weather-settings.js';

/** What the weather is asked for. */
export interface CallPlace {
  readonly account: string | undefined;
  readonly service: string;
  readonly operation: string;
  readonly region: string;
}

/** The effects of the weather on a call. */
export interface Sky extends Omit<WeatherRule, 'account' | 'operation' | 'region' | 'service'> {
  /** Where the throttling comes from: what a rule throttles together shares a bucket. */
  readonly throttledBy?: number;
}

const EFFECTS = ['latency', 'throttle', 'errors', 'drops', 'hangs', 'clockSkewSeconds'] as const;

/** Each effect from the rule that names the call most closely; of equals from the later one. */
export function skyOver(rules: readonly WeatherRule[], place: CallPlace): Sky {
  const near = rules
    .map((rule, index) => ({ rule, index }))
    .filter(({ rule }) => covers(rule, place))
    .sort((left, right) => closeness(left.rule) - closeness(right.rule));
  const sky: Record<string, unknown> = {};
  for (const { rule, index } of near) {
    for (const effect of EFFECTS) if (rule[effect] !== undefined) sky[effect] = rule[effect];
    if (rule.throttle !== undefined) sky['throttledBy'] = index;
  }
  // Put together from members of rules, each under its own name.
  return sky as Sky;
}

function covers(rule: WeatherRule, place: CallPlace): boolean {
  return (
    (rule.account === undefined || rule.account === place.account) &&
    (rule.service === undefined || rule.service === place.service) &&
    (rule.region === undefined || rule.region === place.region) &&
    (rule.operation === undefined || namesOperation(rule.operation, place.operation))
  );
}

function namesOperation(pattern: string, operation: string): boolean {
  return pattern.endsWith('*') ? operation.startsWith(pattern.slice(0, -1)) : pattern === operation;
}

/** An account weighs more than an operation, that more than a service, that more than a region. */
function closeness({ account, service, operation, region }: WeatherRule): number {
  const ofOperation = operation === undefined ? 0 : operation.endsWith('*') ? 4 : 8;
  return (
    (account === undefined ? 0 : 16) + ofOperation + (service === undefined ? 0 : 2) + (region === undefined ? 0 : 1)
  );
}
