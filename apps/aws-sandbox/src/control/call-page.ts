import { type Explanation, type LayerName, statementName } from '@gatehouse/iam-policy';

import { allCalls, explanationOf } from '../call-log/call-log.js';
import type { CallRecord } from '../call-log/call-record.js';
import { eventRecord, isEvent } from '../cloudtrail/event-record.rules.js';
import type { Sandbox } from '../sandbox.js';
import { callerName, outcomeBadge } from './call-table.js';
import { type Html, html } from './html.js';
import { type Page, facts, json } from './page.js';

/** One call with everything that is known of it; undefined when it is not remembered. */
export function callPage({ world }: Sandbox, id: string): Page | undefined {
  const call = allCalls(world).find((each) => each.id === id);
  if (call === undefined) return undefined;
  const explanation = explanationOf(call);
  const accounts = call.accountIds.map((account) => html`<a href="/accounts/${account}">${account}</a> `);
  const body = html`${facts([
      ['Verdict', outcomeBadge(call)],
      ['Time', call.time.toISOString()],
      ['Caller', callerName(call)],
      ['Accounts', html`${accounts}`],
      ['Region', call.region],
      ['From', `${call.sourceIp} ${call.userAgent}`],
      ['Request id', call.requestId],
      ['Error', call.error === undefined ? undefined : `${call.error.code}: ${call.error.message}`],
    ])}
    ${whyOf(call, explanation)}
    <h2>Parameters</h2>
    ${json(call.parameters ?? {})} ${events(call)}`;
  return { title: `${call.service}:${call.operation}`, part: 'calls', body };
}

const LAYERS: Readonly<Record<LayerName, string>> = {
  account: 'the account',
  boundary: 'the permissions boundary',
  identity: 'an identity policy',
  rcp: 'the resource control policies',
  resource: "the resource's policy",
  scp: 'the service control policies',
  session: 'the session policy',
  trust: 'the trust policy',
  'vpc-endpoint': 'the policy of the VPC endpoint',
};

function whyOf({ decision }: CallRecord, explanation: Explanation | undefined): Html {
  if (decision === undefined)
    return html`<h2>Why</h2>
      <p class="note">No policy decided this call.</p>`;
  const asked = html`<p>
    Asked for <code>${decision.action}</code> on <code>${decision.resource}</code>: ${decision.verdict} by
    ${decision.layer}.
  </p>`;
  if (explanation === undefined) {
    return html`<h2>Why</h2>
      ${asked}
      <p class="note">It was before this start; explanations are not kept.</p>`;
  }
  return html`<h2>Why</h2>
    ${asked}
    <p><b>${explanation.summary}</b></p>
    <ul>
      ${explanation.layers.map(({ sentence }) => html`<li>${sentence}</li>`)}
    </ul>
    ${changesOf(explanation)}`;
}

function changesOf({ changes }: Explanation): Html | undefined {
  if (changes.length === 0) return undefined;
  const items = changes.map(({ kind, layer, levelId, statements, nearestMisses }) => {
    const where = levelId === undefined ? LAYERS[layer] : `${LAYERS[layer]} of ${levelId}`;
    const what = kind === 'remove-deny' ? `Remove what denies it in ${where}` : `Allow it in ${where}`;
    const named = statements.map((each) => html`<li>${statementName(each)}</li>`);
    const near = nearestMisses.map(
      ({ statement, missed }) =>
        html`<li>nearest: ${statementName(statement)} – ${missed.map(({ detail }) => detail).join('; ')}</li>`,
    );
    return html`<li>
      ${what}
      <ul>
        ${named}${near}
      </ul>
    </li>`;
  });
  return html`<h2>What would have to change</h2>
    <ul>
      ${items}
    </ul>`;
}

function events(call: CallRecord): Html {
  if (!isEvent(call))
    return html`<h2>CloudTrail</h2>
      <p class="note">CloudTrail does not hear of such calls.</p>`;
  return html`${call.accountIds.map(
    (account) =>
      html`<h2>CloudTrail event in ${account}</h2>
        ${json(eventRecord(call, account))}`,
  )}`;
}
