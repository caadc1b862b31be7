import type { PermissionsOfPart } from '@gatehouse/inventory/aws-permissions';

/** IAM's limit for a role's inline policies together, in characters without white space. */
const POLICY_LIMIT = 10_240;

/** The policy of the reader's spoke role. Throws when IAM would not take it. */
export function readerPolicy(parts: readonly PermissionsOfPart[]) {
  const policy = {
    Version: '2012-10-17',
    Statement: parts.map(({ id, awsPermissions }) => ({
      Sid: sidOf(id),
      Effect: 'Allow',
      Action: [...awsPermissions],
      Resource: '*',
    })),
  };
  const size = JSON.stringify(policy).length;
  if (size > POLICY_LIMIT) throw new Error(`The reader's policy has ${size} characters, IAM takes ${POLICY_LIMIT}.`);
  return policy;
}

/** The reader's spoke role as a CloudFormation template, for a StackSet over the organization. */
export function readerRoleTemplate(parts: readonly PermissionsOfPart[]) {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Lets Gatehouse read the configuration of this account: identities, resources and their policies.',
    Parameters: {
      ReaderHubRoleArn: {
        Type: 'String',
        AllowedPattern: '^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$',
        Description: 'ARN of the hub role that the inventory runs as.',
      },
      ExternalId: {
        Type: 'String',
        MinLength: 2,
        MaxLength: 1224,
        NoEcho: true,
        Description: 'aws.reader.externalId of gatehouse.yaml.',
      },
      RoleName: {
        Type: 'String',
        Default: 'gatehouse-reader-spoke',
        Description: 'aws.reader.spokeRoleName of gatehouse.yaml.',
      },
    },
    Resources: { ReaderSpokeRole: { Type: 'AWS::IAM::Role', Properties: roleProperties(parts) } },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['ReaderSpokeRole', 'Arn'] } } },
  };
}

function roleProperties(parts: readonly PermissionsOfPart[]) {
  return {
    RoleName: { Ref: 'RoleName' },
    Description: 'Lets Gatehouse read what is in this account.',
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: { Ref: 'ReaderHubRoleArn' } },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
        },
      ],
    },
    Policies: [{ PolicyName: 'read-inventory', PolicyDocument: readerPolicy(parts) }],
  };
}

/** `secrets-manager` → `ReadSecretsManager` */
function sidOf(id: string): string {
  return `Read${id
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('')}`;
}
