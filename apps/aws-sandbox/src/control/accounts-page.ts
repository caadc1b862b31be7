import type { Sandbox } from '../sandbox.js';
import type { Account, World } from '../state/model.js';
import { html } from './html.js';
import { type Page, table } from './page.js';
import { pageLinks } from './page-links.js';
import { cutForPeople } from './paging.rules.js';

/** Accounts whose id, name or mail address holds a text. */
export function accountsMatching({ accounts }: World, text: string): readonly Account[] {
  const wanted = text.trim().toLowerCase();
  return [...accounts.values()].filter(
    ({ id, name, email }) => wanted === '' || [id, name, email].some((each) => each.toLowerCase().includes(wanted)),
  );
}

/** The accounts, page by page. */
export function accountsPage({ world }: Sandbox, url: URL): Page {
  const text = url.searchParams.get('q') ?? '';
  const cut = cutForPeople(accountsMatching(world, text), url.searchParams.get('page'));
  const list = table({
    heads: ['Account', 'Name', 'Status', 'Organization', 'Roles', 'Users'],
    rows: cut.items,
    none: 'No account is called that.',
    row: ({ id, name, status, organizationId, roles, users }) => [
      html`<a href="/accounts/${id}">${id}</a>`,
      name,
      status,
      organizationId ?? 'none',
      roles.size,
      users.size,
    ],
  });
  const body = html`<form method="get" action="/accounts" role="search">
      <label>Name, id or mail address <input name="q" type="search" value="${text}" maxlength="100" /></label
      ><button>Search</button>
    </form>
    ${list}${pageLinks(url, cut)}`;
  return { title: 'Accounts', part: 'accounts', body };
}
