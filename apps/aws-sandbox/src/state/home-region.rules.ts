const HOMES: Readonly<Record<string, string>> = { 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-north-1' };

/** The region in which regional services show what is global, like IAM. */
export function homeRegion(partition: string): string {
  return HOMES[partition] ?? 'us-east-1';
}
