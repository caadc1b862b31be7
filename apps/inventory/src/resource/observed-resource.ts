/** What AWS Config calls the types that are collected so far. */
export const RESOURCE_TYPES = {
  role: 'AWS::IAM::Role',
  user: 'AWS::IAM::User',
  managedPolicy: 'AWS::IAM::Policy',
} as const;

/** Stands for the account id of what AWS owns, such as its managed policies. */
export const AWS_OWNER = 'aws';

export type ResourceType = (typeof RESOURCE_TYPES)[keyof typeof RESOURCE_TYPES];

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

/** Facts that belong to the resource itself and are worth a revision when they change. */
export interface ResourceSettings {
  readonly id: string;
  readonly createdAt: string;
  readonly description: string | null;
  readonly maxSessionSeconds: number | null;
}

/** A principal or resource as a collector saw it: the same shape for every type. */
export interface ObservedResource {
  readonly arn: string;
  /** Twelve digits, or `AWS_OWNER`. */
  readonly accountId: string;
  readonly resourceType: ResourceType;
  readonly name: string;
  readonly path: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly settings: ResourceSettings;
  /** Trust policy of a role, document of a managed policy; null where there is none. */
  readonly document: string | null;
  readonly inline: readonly ObservedPolicy[];
  readonly attached: readonly AttachedPolicy[];
  readonly boundary: string | null;
  /** Changes all the time, so it makes no revision; null when never used or not known. */
  readonly usage: { readonly lastUsedAt: Date; readonly region: string | null } | null;
}
