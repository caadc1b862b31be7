import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import { placeOfArn } from './arn.rules.js';

/** By service, the beginning of an ARN's resource and the type it tells; an empty beginning is any. */
const TYPES: Readonly<Record<string, readonly (readonly [beginning: string, resourceType: string])[]>> = {
  iam: [
    ['role/', RESOURCE_TYPES.role],
    ['user/', RESOURCE_TYPES.user],
    ['group/', RESOURCE_TYPES.group],
    ['policy/', RESOURCE_TYPES.managedPolicy],
    ['instance-profile/', RESOURCE_TYPES.instanceProfile],
  ],
  s3: [['', RESOURCE_TYPES.bucket]],
  sqs: [['', RESOURCE_TYPES.queue]],
  sns: [['', RESOURCE_TYPES.topic]],
  kms: [['key/', RESOURCE_TYPES.key]],
  secretsmanager: [['secret:', RESOURCE_TYPES.secret]],
  lambda: [['function:', RESOURCE_TYPES.function]],
  ec2: [
    ['vpc/', RESOURCE_TYPES.vpc],
    ['vpc-endpoint/', RESOURCE_TYPES.vpcEndpoint],
    ['natgateway/', RESOURCE_TYPES.natGateway],
    ['elastic-ip/', RESOURCE_TYPES.elasticIp],
  ],
};

/** What an ARN by itself tells of a resource: its type as AWS Config names it; null where it tells none. */
export function typeOfArn(arn: string): string | null {
  const { service, resource } = placeOfArn(arn);
  // Subscriptions, versions and objects are parts of something, and not resources of their own.
  if (isPart(service, resource)) return null;
  return TYPES[service]?.find(([beginning]) => resource.startsWith(beginning))?.[1] ?? null;
}

function isPart(service: string, resource: string): boolean {
  const depth = resource.split(service === 's3' ? '/' : ':').length;
  if (service === 's3' || service === 'sns' || service === 'sqs') return depth > 1;
  return service === 'lambda' && depth > 2;
}
