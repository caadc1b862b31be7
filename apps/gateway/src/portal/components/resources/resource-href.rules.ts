import { pathOfText } from '../text/path-text.rules';

/** Address of a resource's page, on one of its tabs where one is named. */
export function resourcePageHref(arn: string, tab?: string): string {
  const path = `/resources/${pathOfText(arn)}`;
  return tab === undefined ? path : `${path}?tab=${encodeURIComponent(tab)}`;
}

/** Address of the list of all resources in one account. */
export function resourcesOfAccountHref(accountId: string): string {
  return `/resources?account=${encodeURIComponent(accountId)}`;
}
