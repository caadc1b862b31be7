/** What AWS Config calls the types that collectors bring by themselves. */
export const RESOURCE_TYPES = {
  role: 'AWS::IAM::Role',
  user: 'AWS::IAM::User',
  group: 'AWS::IAM::Group',
  managedPolicy: 'AWS::IAM::Policy',
  instanceProfile: 'AWS::IAM::InstanceProfile',
  bucket: 'AWS::S3::Bucket',
  queue: 'AWS::SQS::Queue',
  topic: 'AWS::SNS::Topic',
  key: 'AWS::KMS::Key',
  secret: 'AWS::SecretsManager::Secret',
  function: 'AWS::Lambda::Function',
  vpc: 'AWS::EC2::VPC',
  vpcEndpoint: 'AWS::EC2::VPCEndpoint',
  natGateway: 'AWS::EC2::NatGateway',
  elasticIp: 'AWS::EC2::EIP',
} as const;

/** Stands for the account id of what AWS owns, such as its managed policies. */
export const AWS_OWNER = 'aws';

/** Stands for the region of what is in none. */
export const GLOBAL_REGION = 'global';

/** A policy under a name, as AWS holds it, decoded. */
export interface ObservedPolicy {
  readonly name: string;
  readonly text: string;
}

/** Where a managed policy is attached, or serves as the boundary. */
export interface AttachedPolicy {
  readonly name: string;
  readonly arn: string;
}

/**
 * Facts that belong to the resource itself and are worth a revision when they change: plain JSON. Principals have `id`,
 * `createdAt`, `description` and `maxSessionSeconds`.
 */
export type ResourceSettings = Readonly<Record<string, unknown>>;

/** A principal or resource as a collector saw it: the same shape for every type. */
export interface ObservedResource {
  readonly arn: string;
  /** Twelve digits, or `AWS_OWNER`. */
  readonly accountId: string;
  /** As AWS Config names it. */
  readonly resourceType: string;
  readonly name: string;
  /** `/` for what has none. */
  readonly path: string;
  /** `GLOBAL_REGION` for what has none. */
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly settings: ResourceSettings;
  /** Trust policy of a role, document of a managed policy, its own policy of anything else; null where there is none. */
  readonly document: string | null;
  readonly inline: readonly ObservedPolicy[];
  readonly attached: readonly AttachedPolicy[];
  readonly boundary: string | null;
  /** Names of the groups that a user is in. */
  readonly groups: readonly string[];
  /** Whether its own policy lets everybody in; null for types without such a policy. */
  readonly isPublic: boolean | null;
  /** Changes all the time, so it makes no revision; null when never used or not known. */
  readonly usage: { readonly lastUsedAt: Date; readonly region: string | null } | null;
}

type Essentials = Pick<ObservedResource, 'arn' | 'accountId' | 'resourceType' | 'name'>;

/** A resource of which only the given is known: without region, tags, settings and policies. */
export function plainResource(known: Essentials & Partial<ObservedResource>): ObservedResource {
  return {
    path: '/',
    region: GLOBAL_REGION,
    tags: {},
    settings: {},
    document: null,
    inline: [],
    attached: [],
    boundary: null,
    groups: [],
    isPublic: null,
    usage: null,
    ...known,
  };
}
