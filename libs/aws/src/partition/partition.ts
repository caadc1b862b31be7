/** What differs between AWS's partitions for console links. Source: "AWS service endpoints", AWS General Reference. */
export interface PartitionFacts {
  readonly consoleDomain: string;
  readonly consoleUrl: string;
  readonly federationUrl: string;
}

/** AWS's partitions that have a public console. */
export type Partition = 'aws' | 'aws-us-gov' | 'aws-cn';

/** The facts of each partition. */
export const PARTITIONS: Readonly<Record<Partition, PartitionFacts>> = {
  aws: {
    consoleDomain: 'console.aws.amazon.com',
    consoleUrl: 'https://console.aws.amazon.com/',
    federationUrl: 'https://signin.aws.amazon.com/federation',
  },
  'aws-us-gov': {
    consoleDomain: 'console.amazonaws-us-gov.com',
    consoleUrl: 'https://console.amazonaws-us-gov.com/',
    federationUrl: 'https://signin.amazonaws-us-gov.com/federation',
  },
  'aws-cn': {
    consoleDomain: 'console.amazonaws.cn',
    consoleUrl: 'https://console.amazonaws.cn/',
    federationUrl: 'https://signin.amazonaws.cn/federation',
  },
};
