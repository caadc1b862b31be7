import { type Html, html } from './html.js';
import { type PageCut, withParameter } from './paging.rules.js';

/** Links to the pages before and after. */
export function pageLinks<T>(url: URL, { number, pages, total }: PageCut<T>): Html {
  const count = html`<span class="note"
    >${total} in all${pages > 1 ? `, page ${String(number)} of ${String(pages)}` : ''}</span
  >`;
  const before =
    number > 1 ? html`<a href="${withParameter(url, 'page', String(number - 1))}" rel="prev">Back</a>` : undefined;
  const after =
    number < pages ? html`<a href="${withParameter(url, 'page', String(number + 1))}" rel="next">More</a>` : undefined;
  return html`<p class="pages">${before}${after}${count}</p>`;
}
