/** Actions that people ask about for a type of resource: the ones that read it, change it, and give it away. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Role': [
    'sts:AssumeRole',
    'iam:PassRole',
    'iam:UpdateAssumeRolePolicy',
    'iam:PutRolePolicy',
    'iam:DeleteRole',
  ],
  'AWS::IAM::User': ['iam:CreateAccessKey', 'iam:UpdateLoginProfile', 'iam:AttachUserPolicy', 'iam:DeleteUser'],
  'AWS::IAM::Group': ['iam:AddUserToGroup', 'iam:AttachGroupPolicy', 'iam:DeleteGroup'],
  'AWS::IAM::Policy': ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicy'],
  'AWS::S3::Bucket': [
    's3:GetObject',
    's3:PutObject',
    's3:DeleteObject',
    's3:ListBucket',
    's3:PutBucketPolicy',
    's3:DeleteBucket',
  ],
  'AWS::SQS::Queue': ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:PurgeQueue', 'sqs:SetQueueAttributes'],
  'AWS::SNS::Topic': ['sns:Publish', 'sns:Subscribe', 'sns:SetTopicAttributes'],
  'AWS::KMS::Key': ['kms:Decrypt', 'kms:Encrypt', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'],
  'AWS::SecretsManager::Secret': [
    'secretsmanager:GetSecretValue',
    'secretsmanager:PutSecretValue',
    'secretsmanager:PutResourcePolicy',
    'secretsmanager:DeleteSecret',
  ],
  'AWS::Lambda::Function': ['lambda:InvokeFunction', 'lambda:UpdateFunctionCode', 'lambda:AddPermission'],
  'AWS::ECR::Repository': ['ecr:BatchGetImage', 'ecr:PutImage', 'ecr:SetRepositoryPolicy'],
  'AWS::DynamoDB::Table': ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan', 'dynamodb:DeleteTable'],
};

export function usualActions(resourceType: string): readonly string[] {
  return ACTIONS[resourceType] ?? [];
}

/** One action with its service, such as `s3:GetObject`. */
export function isAction(text: string): boolean {
  return /^[a-zA-Z0-9-]+:[a-zA-Z0-9]+$/.test(text) && text.length <= 200;
}

/** What an action is done on: for what is done to the objects of a bucket, any of them. */
export function targetOf(arn: string, resourceType: string, action: string): string {
  const isOfObjects = resourceType === 'AWS::S3::Bucket' && /^s3:(?!.*Bucket)[a-z]*Object/i.test(action);
  return isOfObjects ? `${arn}/*` : arn;
}
