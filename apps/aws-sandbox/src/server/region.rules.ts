import { homeRegion, partitionOfRegion } from '../state/partition.rules.js';

/** Services of a whole partition: whatever region a call names, it counts as made in the partition's own. */
const GLOBAL: ReadonlySet<string> = new Set(['iam', 'organizations']);

interface CallPlace {
  readonly service: string;
  /** From the signature; calls without one have the region of their host. */
  readonly signed: string | undefined;
  readonly host: string | undefined;
}

/** The region a call is made in. */
export function regionOfCall({ service, signed, host }: CallPlace): string {
  const region = signed ?? regionOfHost(host ?? '') ?? 'us-east-1';
  return GLOBAL.has(service) ? homeRegion(partitionOfRegion(region)) : region;
}

/** `sts.eu-west-1.amazonaws.com` → `eu-west-1`; undefined for hosts of the legacy global endpoints. */
function regionOfHost(host: string): string | undefined {
  return /^[a-z0-9-]+\.([a-z]{2}(?:-[a-z]+)+-\d)\./u.exec(host)?.[1];
}
