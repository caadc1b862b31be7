import type { FederatedUserCaller, RoleSession } from '../authorization/caller.js';

interface Landing {
  readonly caller: RoleSession | FederatedUserCaller;
  readonly accountName: string;
  readonly until: Date;
  readonly destination: string | undefined;
  readonly issuer: string | undefined;
}

/** The page behind a console link: who you are, where, and until when. */
export function landingPage({ caller, accountName, until, destination, issuer }: Landing): string {
  const { session } = caller;
  const name = caller.kind === 'role-session' ? caller.role.name : caller.session.name;
  const rows: readonly (readonly [string, string])[] = [
    ['Account', `${accountName} (${caller.accountId})`],
    ...whoRows(caller),
    ['Identity', caller.arn],
    ...Object.entries(session.tags).map(([key, value]) => [`Session tag ${key}`, value] as const),
    ['Console session ends', until.toISOString()],
    ['Would open', destination ?? 'https://console.aws.amazon.com/'],
    ...(issuer === undefined ? [] : [['Signed in from', issuer] as const]),
  ];
  const list = rows.map(([term, text]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(text)}</dd>`).join('\n');
  return document(
    `${name} in ${accountName}`,
    `<h1>You are signed in as ${escapeHtml(name)}</h1>\n<p>In AWS, the Management Console would open now. This is the sandbox, so this page tells who you would be.</p>\n<dl>\n${list}\n</dl>`,
  );
}

function whoRows(caller: Landing['caller']): readonly (readonly [string, string])[] {
  if (caller.kind === 'federated-user') return [['Federated user', caller.session.name]];
  const { role, session } = caller;
  const rows = [
    ['Role', role.name],
    ['Session', session.sessionName],
  ] as const;
  return session.sourceIdentity === undefined ? rows : [...rows, ['Source identity', session.sourceIdentity]];
}

/** A page that says what went wrong. */
export function problemPage(title: string, text: string): string {
  return document(title, `<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(text)}</p>`);
}

function document(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} - AWS sandbox</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
.notice { border: 2px solid; padding: 0.5rem 1rem; }
dt { font-weight: 600; margin-top: 0.75rem; }
dd { margin: 0; font-family: ui-monospace, monospace; }
</style>
</head>
<body>
<p class="notice" role="note"><strong>This is not AWS.</strong> It is the sandbox that comes with Gatehouse; nothing here is real.</p>
<main>
${main}
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
