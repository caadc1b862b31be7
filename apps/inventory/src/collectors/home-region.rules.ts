/** The region that knows what is global in a partition. */
const HOME_REGIONS: Readonly<Record<string, string>> = {
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-north-1',
};

/** Where a partition's global things are asked for: `us-east-1` in the public one. */
export function homeRegionOf(partition: string): string {
  return HOME_REGIONS[partition] ?? 'us-east-1';
}
