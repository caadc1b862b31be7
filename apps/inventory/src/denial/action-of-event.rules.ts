/** Services whose actions begin with another word than their events' source. */
const PREFIXES: Readonly<Record<string, string>> = {
  monitoring: 'cloudwatch',
  tagging: 'tag',
  email: 'ses',
};

/** Events of S3 that are named after the operation and need an action of another name. Source: S3 User Guide. */
const S3_ACTIONS: Readonly<Record<string, string>> = {
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  HeadBucket: 'ListBucket',
  ListObjectVersions: 'ListBucketVersions',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  ListBuckets: 'ListAllMyBuckets',
  HeadObject: 'GetObject',
  CopyObject: 'PutObject',
  DeleteObjects: 'DeleteObject',
  CreateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
  GetBucketEncryption: 'GetEncryptionConfiguration',
  PutBucketEncryption: 'PutEncryptionConfiguration',
  DeleteBucketEncryption: 'PutEncryptionConfiguration',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
  DeletePublicAccessBlock: 'PutBucketPublicAccessBlock',
  DeleteBucketPublicAccessBlock: 'PutBucketPublicAccessBlock',
  DeleteAccountPublicAccessBlock: 'PutAccountPublicAccessBlock',
  DeleteBucketTagging: 'PutBucketTagging',
};

/** The action that a call needed, where the error's sentence does not name it. */
export function actionOfEvent(service: string, eventName: string): string {
  const name = service === 's3' ? (S3_ACTIONS[eventName] ?? eventName) : eventName;
  return `${PREFIXES[service] ?? service}:${name}`;
}
