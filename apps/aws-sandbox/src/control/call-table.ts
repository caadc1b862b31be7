import type { CallOutcome, CallRecord } from '../call-log/call-record.js';
import { type Html, html } from './html.js';
import { table, when } from './page.js';

const LOOKS: Readonly<Record<CallOutcome, readonly [className: string, words: string]>> = {
  answered: ['good', 'allowed'],
  broken: ['bad', 'sandbox failed'],
  denied: ['bad', 'denied'],
  refused: ['mid', 'refused'],
  unknown: ['mid', 'unknown operation'],
  unrecognised: ['mid', 'not recognised'],
  weather: ['mid', 'weather'],
};

/** What came of a call, in colour and words. */
export function outcomeBadge({ outcome }: CallRecord): Html {
  const [className, words] = LOOKS[outcome];
  return html`<span class="badge ${className}">${words}</span>`;
}

/** Who called, as short as it is clear. */
export function callerName({ caller }: CallRecord): string {
  if (caller === undefined) return 'unknown';
  return caller.arn?.replace(/^arn:[a-z-]+:(?:iam|sts)::/u, '') ?? caller.principalId ?? caller.type;
}

/** Why, in a few words. */
function reasonOf({ error, decision }: CallRecord): string {
  if (error === undefined) return '';
  const layer =
    decision === undefined || decision.verdict === 'allowed' ? '' : ` · ${decision.verdict} in ${decision.layer}`;
  return error.code + layer;
}

/** A list of calls. */
export function callTable(calls: readonly CallRecord[], none: string): Html {
  return table({
    heads: ['Time (UTC)', 'Verdict', 'Call', 'Caller', 'Region', 'Why'],
    rows: calls,
    none,
    row: (call) => [
      html`<a href="/calls/${call.id}">${when(call.time)}</a>`,
      outcomeBadge(call),
      `${call.service}:${call.operation === '' ? '?' : call.operation}`,
      callerName(call),
      call.region,
      reasonOf(call),
    ],
  });
}
