const TABS = [
  { id: 'overview', label: 'Overview' },
  { id: 'policies', label: 'Policies' },
  { id: 'uses', label: 'Who has it' },
  { id: 'access', label: 'Who can access it' },
  { id: 'usage', label: 'Services it used' },
  { id: 'tags', label: 'Tags' },
  { id: 'denials', label: 'Denials' },
  { id: 'history', label: 'History' },
  { id: 'raw', label: 'Raw' },
] as const;

export type TabId = (typeof TABS)[number]['id'];

const CALLERS: ReadonlySet<string> = new Set(['AWS::IAM::Role', 'AWS::IAM::User']);

/** The tabs of a resource; only roles and users call services, and only managed policies are had by others. */
export function tabsFor(resourceType: string): readonly (typeof TABS)[number][] {
  const without = new Set<TabId>();
  if (!CALLERS.has(resourceType)) without.add('usage');
  if (resourceType !== 'AWS::IAM::Policy') without.add('uses');
  return TABS.filter(({ id }) => !without.has(id));
}

/** The tab that an address names; the first one when it names none that the resource has. */
export function tabOf(text: string | null, resourceType: string): TabId {
  return tabsFor(resourceType).find(({ id }) => id === text)?.id ?? 'overview';
}
