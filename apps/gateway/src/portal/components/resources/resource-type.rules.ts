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
  'AWS::EC2::VPC': 'VPC',
  'AWS::EC2::VPCEndpoint': 'VPC endpoint',
  'AWS::EC2::NatGateway': 'NAT gateway',
  'AWS::EC2::EIP': 'Elastic IP address',
};

/** What people call a type of resource: `S3 bucket`; for others `EC2 SecurityGroup`, from the type itself. */
export function typeInWords(resourceType: string): string {
  return Object.hasOwn(WORDS, resourceType) ? WORDS[resourceType]! : resourceType.split('::').slice(1).join(' ');
}

/** Types that people look for most: what a filter suggests before anything is read. */
export const USUAL_TYPES: readonly string[] = Object.keys(WORDS).filter((type) => type !== 'AWS::IAM::ManagedPolicy');

/** True for what acts by itself: its denials are those of its own calls. */
export function isPrincipalType(resourceType: string): boolean {
  return resourceType === 'AWS::IAM::Role' || resourceType === 'AWS::IAM::User';
}
