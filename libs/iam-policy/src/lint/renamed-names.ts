import { asciiLowerCase } from '../match/ascii.js';

/** What a name that no longer works, or never was a permission, is called instead. */
export interface RenamedName {
  readonly to: readonly string[];
  readonly source: string;
}

const S3 = 'Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3"';
const BILLING = 'AWS Billing User Guide, "Migrating access control for AWS Billing"';
const DYNAMODB = 'DynamoDB Developer Guide, "Using IAM with DynamoDB transactions"';

/** API calls that are allowed by a permission of another name, and permissions that AWS has retired. */
const ACTIONS: Readonly<Record<string, RenamedName>> = {
  'aws-portal:ViewBilling': { to: ['billing:GetBillingData', 'payments:ListPaymentPreferences'], source: BILLING },
  'aws-portal:ViewUsage': { to: ['billing:GetBillingData', 'cur:GetUsageReport'], source: BILLING },
  'aws-portal:ViewAccount': { to: ['account:GetAccountInformation', 'billing:GetSellerOfRecord'], source: BILLING },
  'aws-portal:ViewPaymentMethods': {
    to: ['payments:GetPaymentInstrument', 'invoicing:GetInvoicePDF'],
    source: BILLING,
  },
  'aws-portal:ModifyAccount': {
    to: ['account:PutContactInformation', 'billing:PutContractInformation'],
    source: BILLING,
  },
  'aws-portal:ModifyBilling': {
    to: ['billing:UpdateBillingPreferences', 'payments:UpdatePaymentPreferences'],
    source: BILLING,
  },
  'aws-portal:ModifyPaymentMethods': {
    to: ['payments:CreatePaymentInstrument', 'payments:MakePayment'],
    source: BILLING,
  },
  'purchase-orders:ViewPurchaseOrders': {
    to: ['purchase-orders:GetPurchaseOrder', 'purchase-orders:ListPurchaseOrders'],
    source: BILLING,
  },
  'purchase-orders:ModifyPurchaseOrders': {
    to: ['purchase-orders:AddPurchaseOrder', 'purchase-orders:UpdatePurchaseOrder'],
    source: BILLING,
  },
  's3:HeadObject': { to: ['s3:GetObject'], source: S3 },
  's3:HeadBucket': { to: ['s3:ListBucket'], source: S3 },
  's3:ListObjects': { to: ['s3:ListBucket'], source: S3 },
  's3:ListObjectsV2': { to: ['s3:ListBucket'], source: S3 },
  's3:ListObjectVersions': { to: ['s3:ListBucketVersions'], source: S3 },
  's3:ListMultipartUploads': { to: ['s3:ListBucketMultipartUploads'], source: S3 },
  's3:ListParts': { to: ['s3:ListMultipartUploadParts'], source: S3 },
  's3:ListBuckets': { to: ['s3:ListAllMyBuckets'], source: S3 },
  's3:CopyObject': { to: ['s3:GetObject', 's3:PutObject'], source: S3 },
  's3:DeleteObjects': { to: ['s3:DeleteObject'], source: S3 },
  's3:CreateMultipartUpload': { to: ['s3:PutObject'], source: S3 },
  's3:UploadPart': { to: ['s3:PutObject'], source: S3 },
  's3:CompleteMultipartUpload': { to: ['s3:PutObject'], source: S3 },
  's3:GetBucketEncryption': { to: ['s3:GetEncryptionConfiguration'], source: S3 },
  's3:PutBucketEncryption': { to: ['s3:PutEncryptionConfiguration'], source: S3 },
  's3:GetBucketLifecycleConfiguration': { to: ['s3:GetLifecycleConfiguration'], source: S3 },
  's3:PutBucketLifecycleConfiguration': { to: ['s3:PutLifecycleConfiguration'], source: S3 },
  's3:PutBucketReplication': { to: ['s3:PutReplicationConfiguration'], source: S3 },
  's3:GetBucketReplication': { to: ['s3:GetReplicationConfiguration'], source: S3 },
  'lambda:Invoke': {
    to: ['lambda:InvokeFunction'],
    source: 'Service Authorization Reference, "Actions, resources, and condition keys for AWS Lambda"',
  },
  'dynamodb:TransactGetItems': { to: ['dynamodb:GetItem'], source: DYNAMODB },
  'dynamodb:TransactWriteItems': {
    to: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    source: DYNAMODB,
  },
  'cloudwatch:PutLogEvents': {
    to: ['logs:PutLogEvents'],
    source: 'Service Authorization Reference, "Actions, resources, and condition keys for Amazon CloudWatch Logs"',
  },
};

/** Condition keys that AWS keeps for old policies only. */
const KEYS: Readonly<Record<string, RenamedName>> = {
  'aws:SourceOwner': {
    to: ['aws:SourceAccount'],
    source: 'SNS Developer Guide, "SNS condition keys": SourceOwner is deprecated',
  },
};

const index = (names: Readonly<Record<string, RenamedName>>): ReadonlyMap<string, RenamedName> =>
  new Map(Object.entries(names).map(([name, renamed]) => [asciiLowerCase(name), renamed]));

const ACTION_INDEX = index(ACTIONS);
const KEY_INDEX = index(KEYS);

export function renamedAction(action: string): RenamedName | undefined {
  return ACTION_INDEX.get(asciiLowerCase(action));
}

export function renamedKey(key: string): RenamedName | undefined {
  return KEY_INDEX.get(asciiLowerCase(key));
}
