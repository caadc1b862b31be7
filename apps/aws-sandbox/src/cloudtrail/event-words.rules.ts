/** Services whose events come from another name than the one in their signatures. */
const SOURCES: Readonly<Record<string, string>> = {
  'access-analyzer': 'access-analyzer',
  s3control: 's3',
};

/** `iam.amazonaws.com` */
export function eventSourceOf(service: string): string {
  return `${SOURCES[service] ?? service}.amazonaws.com`;
}

/** Lambda's events carry the version of its API behind the name (Lambda Developer Guide, "Logging with CloudTrail"). */
const LAMBDA_VERSIONS: Readonly<Record<string, string>> = {
  AddPermission: '20150331v2',
  CreateFunction: '20150331',
  DeleteFunction: '20150331',
  GetFunction: '20150331v2',
  GetFunctionConfiguration: '20150331v2',
  GetPolicy: '20150331v2',
  ListFunctions: '20150331',
  ListTags: '20170331',
  RemovePermission: '20150331v2',
  TagResource: '20170331v2',
  UntagResource: '20170331v2',
  UpdateFunctionCode: '20150331v2',
  UpdateFunctionConfiguration: '20150331v2',
};

/** Operations of S3 whose events have another name. */
const S3_NAMES: Readonly<Record<string, string>> = {
  DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  ListObjectsV2: 'ListObjects',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
};

/** The name an operation has in events. */
export function eventNameOf(service: string, operation: string): string {
  if (service === 'lambda') return operation + (LAMBDA_VERSIONS[operation] ?? '');
  return service === 's3' ? (S3_NAMES[operation] ?? operation) : operation;
}

const DENIED = new Set(['AccessDenied', 'AccessDeniedException', 'AuthorizationError', 'AuthorizationErrorException']);

/** Codes that IAM's events show as they are; the others get the name of the exception. */
const PLAIN_IN_IAM = new Set(['InvalidClientTokenId', 'ServiceFailure', 'ValidationError']);

/** The code of a refusal as events show it, which is not always the one that callers get. */
export function eventErrorCode(service: string, code: string): string {
  if (service === 'ec2') return /^(?:Client|Server)\./u.test(code) ? code : `${sideOf(code)}.${code}`;
  if (DENIED.has(code)) return 'AccessDenied';
  if (code === 'Throttling') return 'ThrottlingException';
  return service === 'iam' ? nameOfException(code) : code;
}

function nameOfException(code: string): string {
  return PLAIN_IN_IAM.has(code) || code.endsWith('Exception') ? code : `${code}Exception`;
}

function sideOf(code: string): 'Client' | 'Server' {
  return /^(?:Internal|Unavailable|ServiceUnavailable)/u.test(code) ? 'Server' : 'Client';
}

/** CloudFormation's type of the resource an ARN names, for the services whose events tell it. */
export function resourceTypeOf(arn: string): string | undefined {
  const [, , service = '', , , resource = ''] = arn.split(':');
  const kind = resource.split('/')[0] ?? '';
  return TYPES[`${service}:${kind}`] ?? (service === 's3' ? s3Type(resource) : TYPES[service]);
}

function s3Type(resource: string): string {
  return resource.includes('/') ? 'AWS::S3::Object' : 'AWS::S3::Bucket';
}

const TYPES: Readonly<Record<string, string>> = {
  'events:event-bus': 'AWS::Events::EventBus',
  'events:rule': 'AWS::Events::Rule',
  'iam:group': 'AWS::IAM::Group',
  'iam:instance-profile': 'AWS::IAM::InstanceProfile',
  'iam:policy': 'AWS::IAM::Policy',
  'iam:role': 'AWS::IAM::Role',
  'iam:user': 'AWS::IAM::User',
  'kms:alias': 'AWS::KMS::Alias',
  'kms:key': 'AWS::KMS::Key',
  lambda: 'AWS::Lambda::Function',
  secretsmanager: 'AWS::SecretsManager::Secret',
  sns: 'AWS::SNS::Topic',
  sqs: 'AWS::SQS::Queue',
};
