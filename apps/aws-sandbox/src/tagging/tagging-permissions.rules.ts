import type { ResourceView } from '../state/resource-view.js';

interface Actions {
  readonly tag: string;
  readonly untag: string;
}

/** The services whose permissions are not TagResource and UntagResource (Service Authorization Reference). */
const BY_SERVICE: Readonly<Record<string, Actions>> = {
  s3: { tag: 's3:PutBucketTagging', untag: 's3:PutBucketTagging' },
  sqs: { tag: 'sqs:TagQueue', untag: 'sqs:UntagQueue' },
  ec2: { tag: 'ec2:CreateTags', untag: 'ec2:DeleteTags' },
  cloudtrail: { tag: 'cloudtrail:AddTags', untag: 'cloudtrail:RemoveTags' },
};

const BY_TYPE: Readonly<Record<string, Actions>> = {
  'AWS::IAM::Policy': { tag: 'iam:TagPolicy', untag: 'iam:UntagPolicy' },
  'AWS::IAM::InstanceProfile': { tag: 'iam:TagInstanceProfile', untag: 'iam:UntagInstanceProfile' },
  'AWS::IAM::OIDCProvider': { tag: 'iam:TagOpenIDConnectProvider', untag: 'iam:UntagOpenIDConnectProvider' },
  'AWS::IAM::SAMLProvider': { tag: 'iam:TagSAMLProvider', untag: 'iam:UntagSAMLProvider' },
};

/** The permission of the resource's own service for setting tags on it. */
export function taggingActionOf(view: Pick<ResourceView, 'arn' | 'type'>): string {
  return actionsOf(view).tag;
}

/** The permission of the resource's own service for taking tags away. */
export function untaggingActionOf(view: Pick<ResourceView, 'arn' | 'type'>): string {
  return actionsOf(view).untag;
}

function actionsOf({ arn, type }: Pick<ResourceView, 'arn' | 'type'>): Actions {
  const service = arn.split(':')[2] ?? '';
  return BY_TYPE[type] ?? BY_SERVICE[service] ?? { tag: `${service}:TagResource`, untag: `${service}:UntagResource` };
}
