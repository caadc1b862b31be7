/** A list with its conditions and order, kept under a name. */
export interface SavedView {
  readonly name: string;
  /** Parameters of the address, without the question mark. */
  readonly view: string;
}

export const MOST_VIEWS = 30;
export const LONGEST_VIEW_NAME = 60;
const LONGEST_VIEW = 4_000;

/** Reads what is stored; entries of another shape are left out. */
export function readViews(stored: string | null): readonly SavedView[] {
  if (stored === null) return [];
  try {
    const value: unknown = JSON.parse(stored);
    return Array.isArray(value) ? value.filter(isView).slice(0, MOST_VIEWS) : [];
  } catch {
    return [];
  }
}

function isView(value: unknown): value is SavedView {
  if (typeof value !== 'object' || value === null) return false;
  const { name, view } = value as Record<string, unknown>;
  return isText(name, LONGEST_VIEW_NAME) && name !== '' && isText(view, LONGEST_VIEW);
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest;
}

/** Adds the view, or puts it in the place of the one with its name; sorted by name. */
export function withView(views: readonly SavedView[], { name, view }: SavedView): readonly SavedView[] {
  const others = withoutView(views, name).slice(0, MOST_VIEWS - 1);
  return [...others, { name, view }].sort((one, other) => one.name.localeCompare(other.name));
}

export function withoutView(views: readonly SavedView[], name: string): readonly SavedView[] {
  return views.filter((view) => view.name !== name);
}

/** What is wrong with a name for a view, in words; null when it is good. */
export function viewNameProblem(name: string, views: readonly SavedView[]): string | null {
  if (name.trim() === '') return 'Give the view a name, e.g. “Public buckets”.';
  if (name.trim().length > LONGEST_VIEW_NAME) return `A name has ${LONGEST_VIEW_NAME} characters at most.`;
  const isNew = !views.some((view) => view.name === name.trim());
  return isNew && views.length >= MOST_VIEWS ? `There are ${MOST_VIEWS} views already; delete one first.` : null;
}
