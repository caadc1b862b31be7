const WORDS: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'Role',
  'AWS::IAM::User': 'User',
  'AWS::IAM::Group': 'Group',
  'AWS::IAM::Policy': 'Managed policy',
  'AWS::IAM::ManagedPolicy': 'Managed policy',
  'AWS::S3::Bucket': 'S3 bucket',
  'AWS::SQS::Queue': 'SQS queue',
  'AWS::SNS::Topic': 'SNS topic',
  'AWS::KMS::Key': 'KMS key',
  'AWS::SecretsManager::Secret': 'Secret',
  'AWS::Lambda::Function': 'Lambda function',
  'AWS::ECR::Repository': 'ECR repository',
  'AWS::DynamoDB::Table': 'DynamoDB table',
  'AWS::EC2::Instance': 'EC2 instance',
  'AWS::EC2::VPC': 'VPC',
  'AWS::EC2::VPCEndpoint': 'VPC endpoint',
  'AWS::EC2::NatGateway': 'NAT gateway',
  'AWS::EC2::EIP': 'Elastic IP address',
  'AWS::Events::EventBus': 'Event bus',
  'AWS::Events::Rule': 'Event rule',
};

/** What people call a type of resource: `S3 bucket`; for others `EC2 security group`, from the type itself. */
export function typeInWords(resourceType: string): string {
  if (Object.hasOwn(WORDS, resourceType)) return WORDS[resourceType]!;
  const [vendor = '', service = vendor, ...kind] = resourceType.split('::');
  const words = kind.join(' ').split(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|\s+/);
  return [service, ...words.map((word) => (/^[A-Z\d]{2,}s?$/.test(word) ? word : word.toLowerCase()))].join(' ').trim();
}

/** Types that people look for most: what a filter suggests before anything is read. */
export const USUAL_TYPES: readonly string[] = Object.keys(WORDS).filter((type) => type !== 'AWS::IAM::ManagedPolicy');

/** True for what acts by itself: its denials are those of its own calls. */
export function isPrincipalType(resourceType: string): boolean {
  return resourceType === 'AWS::IAM::Role' || resourceType === 'AWS::IAM::User';
}
