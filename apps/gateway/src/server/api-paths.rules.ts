/** Who answers a path, and in which form it fails. */
export type PathOwner = 'api' | 'consoleme' | 'portal';

const CONSOLEME = ['/api/v1/', '/api/v2/', '/noauth/', '/policies/typeahead'];

/** Everything that is not an API is a page of the portal. */
export function ownerOf(url: string): PathOwner {
  if (CONSOLEME.some((prefix) => url.startsWith(prefix))) return 'consoleme';
  return url.startsWith('/api/') || url === '/api' || url.startsWith('/api?') ? 'api' : 'portal';
}

/** Clients paste our address before their path, so that it may begin with several slashes. */
export function withOneLeadingSlash(url: string): string {
  return url.startsWith('//') ? url.replace(/^\/+/, '/') : url;
}
