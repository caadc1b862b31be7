import { callsOf } from '../call-log/call-log.js';
import type { Sandbox } from '../sandbox.js';
import type { AwsService } from '../service/operation.js';
import { pathTo } from '../state/organization.js';
import type { Account, World } from '../state/model.js';
import type { ResourceView } from '../state/resource-view.js';
import { callTable } from './call-table.js';
import { type Html, html } from './html.js';
import { type Page, facts, table, when } from './page.js';
import { pageLinks } from './page-links.js';
import { cutForPeople } from './paging.rules.js';

const LATEST = 20;

/** What is in an account; undefined when there is none of this id. */
export function accountPage(sandbox: Sandbox, services: readonly AwsService[], url: URL): Page | undefined {
  const { world } = sandbox;
  const account = world.accounts.get(url.pathname.split('/')[2] ?? '');
  if (account === undefined) return undefined;
  const resources = resourcesOf(world, services, account.id);
  const body = html`${facts([
      ['Id', account.id],
      ['Mail address', account.email],
      ['Status', account.status],
      ['Joined', when(account.joinedAt)],
      ['Unit', unitOf(world, account)],
    ])}
    <h2>What is in it</h2>
    ${typeCards(account.id, resources)} ${resourceTable(resources, url)}
    <h2>Latest calls</h2>
    ${callTable([...callsOf(world, account.id)].slice(-LATEST).reverse(), 'Nobody called about this account.')}
    <p><a href="/calls?account=${account.id}">All its calls</a></p>`;
  return { title: account.name, part: 'accounts', body };
}

function resourcesOf(world: World, services: readonly AwsService[], accountId: string): readonly ResourceView[] {
  return services.flatMap(({ resources }) => (resources === undefined ? [] : [...resources.list(world, accountId)]));
}

function unitOf(world: World, { id, organizationId }: Account): string {
  const organization = world.organizations.get(organizationId ?? '');
  if (organization === undefined) return 'in no organization';
  return pathTo(organization, id)
    .map(({ name }) => name)
    .join(' / ');
}

function typeCards(accountId: string, resources: readonly ResourceView[]): Html {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  if (counts.size === 0) return html`<p class="note">Nothing.</p>`;
  const cards = [...counts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(
      ([type, count]) =>
        html`<div class="card">
          <b>${count}</b><a href="/accounts/${accountId}?type=${type}">${type.replace('AWS::', '')}</a>
        </div>`,
    );
  return html`<div class="cards">${cards}</div>`;
}

function resourceTable(resources: readonly ResourceView[], url: URL): Html | undefined {
  const type = url.searchParams.get('type');
  if (type === null) return undefined;
  const text = (url.searchParams.get('q') ?? '').toLowerCase();
  const matching = resources.filter((each) => each.type === type && each.name.toLowerCase().includes(text));
  const cut = cutForPeople(matching, url.searchParams.get('page'));
  const list = table({
    heads: ['Name', 'Region', 'ARN', 'Tags'],
    rows: cut.items,
    none: 'None is called that.',
    row: ({ name, region, arn, tags }) => [
      name,
      region,
      arn,
      [...tags].map(([key, value]) => `${key}=${value}`).join(', '),
    ],
  });
  return html`<h2>${type}</h2>
    <form method="get" action="${url.pathname}">
      <input type="hidden" name="type" value="${type}" /><label
        >Name <input type="search" name="q" value="${text}" maxlength="128" /></label
      ><button>Search</button>
    </form>
    ${list}${pageLinks(url, cut)}`;
}
