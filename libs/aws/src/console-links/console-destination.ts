import { PARTITIONS, type Partition } from '../partition/partition.js';

/** What a destination is judged by. */
export interface ConsolePlace {
  readonly partition: Partition;
  /** Where the console is when it is not the partition's own, e.g. on loopback. */
  readonly consoleUrl: string;
}

/** Where a link may land, or why not. */
export type DestinationDecision =
  { readonly allowed: true; readonly url: string } | { readonly allowed: false; readonly because: string };

/**
 * Decides where a console link lands. A wish must be a page of the console: over https on the partition's own hosts,
 * or on exactly the configured console's origin. Without a wish it is the console's home, in the region if one is
 * given. This keeps a link from being an open redirect with somebody's sign-in token on board.
 */
export function decideDestination(
  place: ConsolePlace,
  wish: { readonly destination?: string | undefined; readonly region?: string | undefined },
): DestinationDecision {
  const home = homeOf(place, wish.region);
  if (wish.destination === undefined) return { allowed: true, url: home };
  const url = URL.canParse(wish.destination) ? new URL(wish.destination) : undefined;
  if (url !== undefined && isConsolePage(place, url)) return { allowed: true, url: url.href };
  const hosts = [PARTITIONS[place.partition].consoleDomain, new URL(place.consoleUrl).host];
  return {
    allowed: false,
    because: `A console link may only lead to the AWS console (${[...new Set(hosts)].join(', ')}).`,
  };
}

function isConsolePage(place: ConsolePlace, url: URL): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (url.origin === new URL(place.consoleUrl).origin) return true;
  const { consoleDomain } = PARTITIONS[place.partition];
  const ours = url.hostname === consoleDomain || url.hostname.endsWith(`.${consoleDomain}`);
  return ours && url.protocol === 'https:' && url.port === '';
}

function homeOf(place: ConsolePlace, region: string | undefined): string {
  const home = new URL(place.consoleUrl);
  if (region === undefined) return home.href;
  const { consoleDomain } = PARTITIONS[place.partition];
  if (home.hostname === consoleDomain) home.hostname = `${region}.${consoleDomain}`;
  home.searchParams.set('region', region);
  return home.href;
}
