import type { AwsClients } from '@gatehouse/aws';
import type { Collector } from './collector.js';
import { Collectors } from './collectors.js';
import type { ConfigAggregator } from './config/config-answers.js';
import { ConfigCollector } from './config/config-collector.js';
import { Ec2Collector } from './ec2/ec2-collector.js';
import { IamCollector } from './iam/iam-collector.js';
import { KmsCollector } from './kms/kms-collector.js';
import { LambdaCollector } from './lambda/lambda-collector.js';
import { S3Collector } from './s3/s3-collector.js';
import { SecretsManagerCollector } from './secrets-manager/secrets-manager-collector.js';
import { SnsCollector } from './sns/sns-collector.js';
import { SqsCollector } from './sqs/sqs-collector.js';

/**
 * The collectors that Gatehouse comes with, and those that plugins add; identities first, because people wait for those,
 * and last what AWS Config knows of everything that no other brings.
 */
export function allCollectors(
  clients: AwsClients,
  aggregator: ConfigAggregator | null = null,
  plugged: readonly Collector[] = [],
): Collector[] {
  const named = [
    new IamCollector(clients),
    new S3Collector(clients),
    new SqsCollector(clients),
    new SnsCollector(clients),
    new KmsCollector(clients),
    new SecretsManagerCollector(clients),
    new LambdaCollector(clients),
    new Ec2Collector(clients),
    ...plugged,
  ];
  return [...named, new ConfigCollector(clients, { taken: named.flatMap(Collectors.namedTypesOf), aggregator })];
}
