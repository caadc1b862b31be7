import type { ServiceUse } from '@gatehouse/contracts';

/** What a person wants to see of the services: all, those in use, or those that were not called for so many days. */
export const USAGE_VIEWS = [
  { value: 'all', label: 'All services' },
  { value: 'used', label: 'Services it used' },
  { value: 'unused-30', label: 'Not used for 30 days' },
  { value: 'unused-90', label: 'Not used for 90 days' },
  { value: 'unused-180', label: 'Not used for 180 days' },
  { value: 'never', label: 'Never used' },
] as const;

export type UsageView = (typeof USAGE_VIEWS)[number]['value'];

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Those of the services that a view shows and whose names hold every word. */
export function servicesIn(
  services: readonly ServiceUse[],
  { view, search }: { readonly view: UsageView; readonly search: string },
  now: Date,
): ServiceUse[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return services.filter((use) => {
    const names = `${use.service} ${use.serviceName}`.toLowerCase();
    return isIn(view, use, now) && words.every((word) => names.includes(word));
  });
}

function isIn(view: UsageView, { lastUsedAt }: ServiceUse, now: Date): boolean {
  switch (view) {
    case 'all':
      return true;
    case 'used':
      return lastUsedAt !== null;
    case 'never':
      return lastUsedAt === null;
    case 'unused-30':
    case 'unused-90':
    case 'unused-180': {
      const days = Number(view.slice('unused-'.length));
      return lastUsedAt === null || now.getTime() - Date.parse(lastUsedAt) > days * DAY_MS;
    }
  }
}

/** `It used 3 of the 12 services that its policies grant.`: what is granted and unused is what a review can take away. */
export function usageSummary(services: readonly ServiceUse[]): string {
  const used = services.filter(({ lastUsedAt }) => lastUsedAt !== null).length;
  if (services.length === 0) return 'Its policies grant no service.';
  if (services.length === 1) return `It ${used === 0 ? 'never used' : 'used'} the one service that its policies grant.`;
  return `It used ${used === 0 ? 'none' : used} of the ${services.length} services that its policies grant.`;
}
