/** The partition a region is in: `us-gov-west-1` → `aws-us-gov`. */
export function partitionOfRegion(region: string): string {
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}

const DNS_SUFFIXES: Readonly<Record<string, string>> = { 'aws-cn': 'amazonaws.com.cn' };

/** What the names of hosts end with in a partition: `amazonaws.com`. Names of service principals are without it. */
export function dnsSuffixOf(partition: string): string {
  return DNS_SUFFIXES[partition] ?? 'amazonaws.com';
}

/** What comes after the service in the names of a region's hosts: `eu-west-1.amazonaws.com`. */
export function regionalDomain(region: string): string {
  return `${region}.${dnsSuffixOf(partitionOfRegion(region))}`;
}

/** Where services without regions live: the region their calls count as made in. */
const HOME_REGIONS: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-north-1',
};

/** The region of a partition's global services: `us-east-1`. */
export function homeRegion(partition: string): string {
  return HOME_REGIONS[partition] ?? 'us-east-1';
}
