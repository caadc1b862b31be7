export const TABS = [
  { id: 'overview', label: 'Overview' },
  { id: 'policies', label: 'Policies' },
  { id: 'access', label: 'Who can access it' },
  { id: 'tags', label: 'Tags' },
  { id: 'denials', label: 'Denials' },
  { id: 'history', label: 'History' },
  { id: 'raw', label: 'Raw' },
] as const;

export type TabId = (typeof TABS)[number]['id'];

/** The tab that an address names; the first one when it names none that there is. */
export function tabOf(text: string | null): TabId {
  return TABS.find(({ id }) => id === text)?.id ?? 'overview';
}
