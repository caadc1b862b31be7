import { allCalls, callsOf } from '../call-log/call-log.js';
import type { CallRecord } from '../call-log/call-record.js';
import type { Sandbox } from '../sandbox.js';
import { callTable, callerName } from './call-table.js';
import { type Html, html } from './html.js';
import type { Page } from './page.js';
import { pageLinks } from './page-links.js';
import { cutForPeople } from './paging.rules.js';

/** The calls that a query asks for, newest first. */
export function callsMatching({ world }: Pick<Sandbox, 'world'>, query: URLSearchParams): readonly CallRecord[] {
  const account = query.get('account') ?? '';
  const caller = (query.get('caller') ?? '').toLowerCase();
  const service = query.get('service') ?? '';
  const onlyDenied = query.get('denied') === '1';
  const all = account === '' ? allCalls(world) : [...callsOf(world, account)].reverse();
  return all.filter(
    (call) =>
      (service === '' || call.service === service) &&
      (!onlyDenied || call.outcome === 'denied') &&
      (caller === '' || callerName(call).toLowerCase().includes(caller)),
  );
}

/** The remembered calls. */
export function callsPage(sandbox: Sandbox, url: URL): Page {
  const cut = cutForPeople(callsMatching(sandbox, url.searchParams), url.searchParams.get('page'));
  const body = html`${filterForm(sandbox, url.searchParams)}${callTable(cut.items, 'No call is like that.')}${pageLinks(url, cut)}`;
  return { title: 'Calls', part: 'calls', body };
}

function filterForm({ world }: Sandbox, query: URLSearchParams): Html {
  const services = [...new Set(allCalls(world).map(({ service }) => service))].sort();
  const chosen = query.get('service');
  const options = services.map((name) =>
    name === chosen ? html`<option selected>${name}</option>` : html`<option>${name}</option>`,
  );
  const box = html`<input type="checkbox" name="denied" value="1" />`;
  const checked = html`<input type="checkbox" name="denied" value="1" checked />`;
  return html`<form method="get" action="/calls">
    <label
      >Account <input name="account" value="${query.get('account') ?? ''}" inputmode="numeric" size="14" maxlength="12"
    /></label>
    <label>Caller <input name="caller" value="${query.get('caller') ?? ''}" maxlength="256" /></label>
    <label
      >Service
      <select name="service">
        <option value="">all</option>
        ${options}
      </select></label
    >
    <label class="check">${query.get('denied') === '1' ? checked : box} only denied</label>
    <button>Show</button>
  </form>`;
}
