/** An action and what people call it. */
export interface UsualAction {
  readonly action: string;
  readonly words: string;
}

/** Actions that people ask about for a type of resource: the ones that read it, change it, give it away and delete it. */
const ACTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::IAM::Role': {
    'sts:AssumeRole': 'Become it',
    'iam:PassRole': 'Pass it to a service',
    'iam:UpdateAssumeRolePolicy': 'Change who may become it',
    'iam:PutRolePolicy': 'Change what it may do',
    'iam:DeleteRole': 'Delete it',
  },
  'AWS::IAM::User': {
    'iam:CreateAccessKey': 'Make keys for it',
    'iam:UpdateLoginProfile': 'Change its password',
    'iam:AttachUserPolicy': 'Change what it may do',
    'iam:DeleteUser': 'Delete it',
  },
  'AWS::IAM::Group': {
    'iam:AddUserToGroup': 'Add members',
    'iam:AttachGroupPolicy': 'Change what it may do',
    'iam:DeleteGroup': 'Delete it',
  },
  'AWS::IAM::Policy': {
    'iam:CreatePolicyVersion': 'Change it',
    'iam:SetDefaultPolicyVersion': 'Go back to an old version',
    'iam:DeletePolicy': 'Delete it',
  },
  'AWS::S3::Bucket': {
    's3:GetObject': 'Read objects',
    's3:PutObject': 'Write objects',
    's3:DeleteObject': 'Delete objects',
    's3:ListBucket': 'List objects',
    's3:PutBucketPolicy': 'Change its policy',
    's3:DeleteBucket': 'Delete the bucket',
  },
  'AWS::SQS::Queue': {
    'sqs:SendMessage': 'Send messages',
    'sqs:ReceiveMessage': 'Receive messages',
    'sqs:PurgeQueue': 'Empty it',
    'sqs:SetQueueAttributes': 'Change its policy',
    'sqs:DeleteQueue': 'Delete the queue',
  },
  'AWS::SNS::Topic': {
    'sns:Publish': 'Publish to it',
    'sns:Subscribe': 'Subscribe to it',
    'sns:SetTopicAttributes': 'Change its policy',
    'sns:DeleteTopic': 'Delete the topic',
  },
  'AWS::KMS::Key': {
    'kms:Decrypt': 'Decrypt',
    'kms:Encrypt': 'Encrypt',
    'kms:CreateGrant': 'Give it to others',
    'kms:PutKeyPolicy': 'Change its policy',
    'kms:ScheduleKeyDeletion': 'Delete the key',
  },
  'AWS::SecretsManager::Secret': {
    'secretsmanager:GetSecretValue': 'Read the secret',
    'secretsmanager:PutSecretValue': 'Change the secret',
    'secretsmanager:PutResourcePolicy': 'Change its policy',
    'secretsmanager:DeleteSecret': 'Delete it',
  },
  'AWS::Lambda::Function': {
    'lambda:InvokeFunction': 'Run it',
    'lambda:UpdateFunctionCode': 'Change its code',
    'lambda:AddPermission': 'Let others run it',
    'lambda:DeleteFunction': 'Delete it',
  },
  'AWS::ECR::Repository': {
    'ecr:BatchGetImage': 'Pull images',
    'ecr:PutImage': 'Push images',
    'ecr:SetRepositoryPolicy': 'Change its policy',
    'ecr:DeleteRepository': 'Delete it',
  },
  'AWS::DynamoDB::Table': {
    'dynamodb:GetItem': 'Read items',
    'dynamodb:PutItem': 'Write items',
    'dynamodb:Scan': 'Read all of it',
    'dynamodb:DeleteTable': 'Delete the table',
  },
};

export function usualActions(resourceType: string): readonly UsualAction[] {
  return Object.entries(ACTIONS[resourceType] ?? {}).map(([action, words]) => ({ action, words }));
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
