export const PAGE_SIZE = 50;

/** One page of a list, for people. */
export interface PageCut<T> {
  readonly items: readonly T[];
  readonly number: number;
  readonly pages: number;
  readonly total: number;
}

/** Cuts a list into pages of fifty; a number out of range means the nearest page there is. */
export function cutForPeople<T>(list: readonly T[], wanted: string | null): PageCut<T> {
  const pages = Math.max(1, Math.ceil(list.length / PAGE_SIZE));
  const asked = Number.parseInt(wanted ?? '1', 10);
  const number = Math.min(pages, Math.max(1, Number.isNaN(asked) ? 1 : asked));
  return { items: list.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE), number, pages, total: list.length };
}

/** The address of the same page with another parameter. */
export function withParameter(url: URL, name: string, value: string): string {
  const parameters = new URLSearchParams(url.searchParams);
  parameters.set(name, value);
  return `${url.pathname}?${parameters.toString()}`;
}
