import { type Html, html } from './html.js';

/** A page before it has its frame. */
export interface Page {
  readonly title: string;
  /** The part of the navigation it belongs to. */
  readonly part: 'accounts' | 'calls' | 'mail' | 'overview' | 'weather';
  readonly body: Html;
  readonly status?: number;
}

const PARTS = [
  ['overview', '/', 'Overview'],
  ['accounts', '/accounts', 'Accounts'],
  ['calls', '/calls', 'Calls'],
  ['weather', '/weather', 'Weather'],
  ['mail', '/mail', 'Mail'],
] as const;

/** A page in its frame. */
export function framed({ title, part, body }: Page): string {
  const links = PARTS.map(([name, path, label]) =>
    name === part ? html`<a href="${path}" aria-current="page">${label}</a>` : html`<a href="${path}">${label}</a>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · AWS sandbox</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <strong>AWS sandbox</strong>
          <nav aria-label="Parts">${links}</nav>
          <span class="note">This is not AWS: everything here is made up.</span>
        </header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `.text;
}

interface TableOf<T> {
  readonly heads: readonly string[];
  readonly rows: readonly T[];
  /** One cell for each head. */
  readonly row: (item: T) => ReadonlyArray<Html | number | string>;
  /** What to say when there are none. */
  readonly none: string;
}

/** A table that scrolls by itself when it is wider than the screen; on a small one each row stands for itself. */
export function table<T>({ heads, rows, row, none }: TableOf<T>): Html {
  if (rows.length === 0) return html`<p class="note">${none}</p>`;
  const head = heads.map((each) => html`<th scope="col">${each}</th>`);
  const body = rows.map(
    (item) =>
      html`<tr>
        ${row(item).map((cell, index) => html`<td data-head="${heads[index]}">${cell}</td>`)}
      </tr>`,
  );
  return html`<div class="table" tabindex="0" role="region" aria-label="${heads.join(', ')}">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

/** Names and values. */
export function facts(pairs: ReadonlyArray<readonly [string, Html | string | undefined]>): Html {
  return html`<dl>
    ${pairs
      .filter(([, value]) => value !== undefined && value !== '')
      .map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
  </dl>`;
}

/** JSON as people read it. */
export function json(value: unknown): Html {
  return html`<pre tabindex="0">${JSON.stringify(value, undefined, 2)}</pre>`;
}

/** `2026-11-22 16:38:49` UTC */
export function when(time: Date): string {
  return time.toISOString().slice(0, 19).replace('T', ' ');
}
