import type { Sandbox } from '../sandbox.js';
import { sentMails } from '../ses/ses-state.js';
import { html } from './html.js';
import { type Page, facts, table, when } from './page.js';
import { pageLinks } from './page-links.js';
import { cutForPeople } from './paging.rules.js';

/** The mails that were handed to SES, the newest first. */
export function mailsPage({ world }: Sandbox, url: URL): Page {
  const cut = cutForPeople([...sentMails(world)].reverse(), url.searchParams.get('page'));
  const list = table({
    heads: ['Time (UTC)', 'From', 'To', 'Subject'],
    rows: cut.items,
    none: 'No mail has been sent.',
    row: ({ messageId, sentAt, from, to, subject }) => [
      html`<a href="/mail/${messageId}">${when(sentAt)}</a>`,
      from,
      to.join(', '),
      subject,
    ],
  });
  return { title: 'Mail', part: 'mail', body: html`${list}${pageLinks(url, cut)}` };
}

/** One mail as text; undefined when it is not kept. */
export function mailPage({ world }: Sandbox, id: string): Page | undefined {
  const mail = sentMails(world).find(({ messageId }) => messageId === id);
  if (mail === undefined) return undefined;
  // Shown as text: what somebody sends as HTML must not become a part of this page.
  const text = mail.text ?? mail.html ?? mail.raw ?? '';
  const body = html`${facts([
      ['Time', mail.sentAt.toISOString()],
      ['From', mail.from],
      ['To', mail.to.join(', ')],
      ['Cc', mail.cc.join(', ')],
      ['Bcc', mail.bcc.join(', ')],
      ['Sent by', mail.sentBy],
      ['Account', `${mail.accountId} ${mail.region}`],
    ])}
    <pre tabindex="0">${text}</pre>`;
  return { title: mail.subject === '' ? 'Mail' : mail.subject, part: 'mail', body };
}
