import { allCalls } from '../call-log/call-log.js';
import type { Sandbox } from '../sandbox.js';
import { callTable } from './call-table.js';
import { html } from './html.js';
import { type Page, facts } from './page.js';

const LATEST = 15;

/** What there is at a glance. */
export function overviewPage(sandbox: Sandbox, endpoint: string): Page {
  const { world, weather } = sandbox;
  const calls = allCalls(world);
  const denied = calls.filter(({ outcome }) => outcome === 'denied');
  const counts = [
    ['Accounts', world.accounts.size],
    ['Organizations', world.organizations.size],
    ['Buckets', world.buckets.size],
    ['Calls remembered', calls.length],
    ['of them denied', denied.length],
  ] as const;
  const body = html`<div class="cards">
      ${counts.map(([name, count]) => html`<div class="card"><b>${count}</b>${name}</div>`)}
      <div class="card"><b>${weather.profile}</b><a href="/weather">weather</a></div>
    </div>
    <h2>Use it</h2>
    ${facts([
      ['Endpoint', html`<code>AWS_ENDPOINT_URL=${endpoint}</code>`],
      ['Clock', sandbox.now().toISOString()],
    ])}
    <h2>Latest denials</h2>
    ${callTable(denied.slice(0, LATEST), 'Nothing has been denied.')}
    <h2>Latest calls</h2>
    ${callTable(calls.slice(0, LATEST), 'Nobody has called yet.')}
    <p><a href="/calls">All calls</a></p>
    <h2>Begin anew</h2>
    <form method="post" action="/reset"><button class="danger">Reset everything to the seed</button></form>`;
  return { title: 'Overview', part: 'overview', body };
}
