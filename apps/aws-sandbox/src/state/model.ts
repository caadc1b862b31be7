import type { Grant } from '@aws-sdk/client-s3';

import type { Organization } from './organization.js';

/** Tag keys and values; keys are compared as IAM does, without regard to case. */
export type Tags = Map<string, string>;

export interface Role {
  readonly accountId: string;
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  /** `AROA…` */
  readonly id: string;
  readonly createdAt: Date;
  description: string | undefined;
  maxSessionSeconds: number;
  trustPolicy: string;
  readonly inlinePolicies: Map<string, string>;
  readonly attachedPolicies: Set<string>;
  boundaryArn: string | undefined;
  readonly tags: Tags;
  lastUsed: { readonly at: Date; readonly region: string } | undefined;
}

export interface User {
  readonly accountId: string;
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  /** `AIDA…` */
  readonly id: string;
  readonly createdAt: Date;
  readonly inlinePolicies: Map<string, string>;
  readonly attachedPolicies: Set<string>;
  boundaryArn: string | undefined;
  readonly groups: Set<string>;
  readonly tags: Tags;
}

export interface Group {
  readonly accountId: string;
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  /** `AGPA…` */
  readonly id: string;
  readonly createdAt: Date;
  readonly inlinePolicies: Map<string, string>;
  readonly attachedPolicies: Set<string>;
}

export interface PolicyVersion {
  readonly id: string;
  readonly document: string;
  readonly createdAt: Date;
}

export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  /** `ANPA…` */
  readonly id: string;
  readonly description: string | undefined;
  readonly createdAt: Date;
  updatedAt: Date;
  readonly versions: Map<string, PolicyVersion>;
  defaultVersionId: string;
  readonly tags: Tags;
}

/** A long-lived key of a user. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly accountId: string;
  readonly userName: string;
  readonly createdAt: Date;
  status: 'Active' | 'Inactive';
}

export type AccountStatus = 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE';

export interface Account {
  readonly id: string;
  name: string;
  readonly email: string;
  status: AccountStatus;
  /** When it was asked to be closed. */
  closedAt?: Date;
  readonly joinedAt: Date;
  readonly joinedMethod: 'CREATED' | 'INVITED';
  /** Undefined once it has left its organization. */
  organizationId: string | undefined;
  /** `aws`, `aws-us-gov` or `aws-cn`: what its ARNs begin with, and whose regions its keys are good for. */
  readonly partition: string;
  /** Keys of the four maps below are lower-case names (ARNs for policies): IAM names are unique without regard to case. */
  readonly roles: Map<string, Role>;
  readonly users: Map<string, User>;
  readonly groups: Map<string, Group>;
  readonly policies: Map<string, ManagedPolicy>;
}

export interface StoredObject {
  readonly key: string;
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly etag: string;
  readonly modifiedAt: Date;
  readonly metadata: Readonly<Record<string, string>>;
  /** Absent while the bucket's versioning was never on. */
  readonly versionId?: string;
  tags?: Tags;
  /** `CacheControl`, `ContentDisposition` and the other headers that come back as they were sent. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly storageClass?: string;
  readonly checksum?: ObjectChecksum;
  /** Absent: S3's own keys. */
  readonly encryption?: ObjectEncryption;
  /** Sizes of the parts of a multipart upload. */
  readonly parts?: readonly number[];
  /** Grants beside the owner's full control. */
  acl?: readonly Grant[];
}

/** Base64, with the number of parts behind it when it is one of checksums (`…-3`). */
export interface ObjectChecksum {
  readonly algorithm: 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** The KMS key of an object. */
export interface ObjectEncryption {
  readonly keyArn: string;
  readonly bucketKey: boolean;
}

export interface Bucket {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: Date;
  policy: string | undefined;
  readonly tags: Tags;
  /** Sorted by key (UTF-8 order), as listings are. */
  readonly objects: Map<string, StoredObject>;
}

/** Everything there is: what a real AWS would hold about these accounts. */
export interface World {
  readonly partition: string;
  readonly organizations: Map<string, Organization>;
  readonly accounts: Map<string, Account>;
  readonly buckets: Map<string, Bucket>;
  /** Policies that AWS manages, by ARN; the same for every account. */
  readonly awsPolicies: Map<string, ManagedPolicy>;
  readonly accessKeys: Map<string, AccessKey>;
  /** The account whose roles the container credentials endpoint hands out. */
  readonly hubAccountId: string;
  /** What each service keeps, by the name of its slot; read it with `stateOf`. */
  readonly services: Map<string, object>;
}
