import { regionalDomain } from '../state/partition.rules.js';

/** A region, and whether an account has it without asking. */
export interface RegionFacts {
  readonly name: string;
  readonly isDefault: boolean;
}

/** Regions that every account has (AWS Account Management Reference Guide, "AWS Regions"). */
const DEFAULT: Readonly<Record<string, readonly string[]>> = {
  aws: [
    ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
    ...['ca-central-1', 'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1'],
    ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
  ],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
};

/** Regions that an account has to switch on. */
const OPT_IN: Readonly<Record<string, readonly string[]>> = {
  aws: [
    ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5'],
    ...['ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'eu-central-2', 'eu-south-1', 'eu-south-2', 'il-central-1'],
    ...['me-central-1', 'me-south-1', 'mx-central-1'],
  ],
  'aws-us-gov': [],
  'aws-cn': [],
};

/** Every region of a partition, sorted by name. */
export function regionsOf(partition: string): readonly RegionFacts[] {
  const all = [
    ...(DEFAULT[partition] ?? []).map((name) => ({ name, isDefault: true })),
    ...(OPT_IN[partition] ?? []).map((name) => ({ name, isDefault: false })),
  ];
  return all.sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** `ec2.eu-west-1.amazonaws.com` */
export function endpointOf(region: string): string {
  return `ec2.${regionalDomain(region)}`;
}
