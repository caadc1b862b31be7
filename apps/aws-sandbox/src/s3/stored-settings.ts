import * as client from '@aws-sdk/client-s3';

import { AwsError } from '../protocol/aws-error.js';
import type { OperationSchema } from '../protocol/schema.js';
import type { Call } from '../service/call.js';
import { type AnyOperation, operation } from '../service/operation.js';
import { malformedXml } from './bucket-settings.js';
import { type NamesBucket, asking, bucketNamed } from './s3-access.js';
import { changeSettings, settingsOf } from './s3-state.js';

/** A configuration that S3 keeps and gives back, and that changes nothing here. */
interface StoredSetting {
  readonly name: string;
  readonly read: { readonly schema: OperationSchema; readonly action: string };
  readonly write: {
    readonly schema: OperationSchema;
    readonly action: string;
    /** The member of the request that holds it. */
    readonly member: string;
    /** What S3 finds wrong with it. */
    readonly check?: (value: Readonly<Record<string, unknown>>, call: Call, input: NamesBucket) => void;
  };
  readonly remove?: { readonly schema: OperationSchema; readonly action: string };
  /** The answer while there is none: S3's 404, or an empty configuration. */
  readonly absent: { readonly code: string; readonly message: string } | object;
  /** Whether replies hold it under its name, and not its members. */
  readonly nested?: boolean;
}

const CORS_METHODS: readonly unknown[] = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'];

function checkCors({ CORSRules: rules }: Readonly<Record<string, unknown>>): void {
  const list = (rules ?? []) as client.CORSRule[];
  if (list.length === 0 || list.length > 100) throw malformedXml();
  const wrong = list.flatMap(({ AllowedMethods }) => AllowedMethods ?? []).find((each) => !CORS_METHODS.includes(each));
  if (wrong === undefined) return;
  throw new AwsError('InvalidRequest', `Found unsupported HTTP method in CORS config. Unsupported method is ${wrong}`);
}

function checkLifecycle({ Rules: rules }: Readonly<Record<string, unknown>>): void {
  const list = (rules ?? []) as client.LifecycleRule[];
  if (list.length === 0 || list.length > 1000) throw malformedXml();
  const isWrong = ({ Status, Filter, Prefix }: client.LifecycleRule): boolean =>
    !['Enabled', 'Disabled'].includes(Status ?? '') || (Filter === undefined && Prefix === undefined);
  if (list.some(isWrong)) throw malformedXml();
}

function checkReplication(_value: unknown, { world }: Call, input: NamesBucket): void {
  if (settingsOf(world, { name: input.Bucket ?? '' }).versioning === 'Enabled') return;
  throw new AwsError(
    'InvalidRequest',
    "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
  );
}

function checkLogging(
  { LoggingEnabled: logging }: Readonly<Record<string, unknown>>,
  { world }: Call,
  input: NamesBucket,
): void {
  if (logging === undefined) return;
  const source = world.buckets.get(input.Bucket ?? '');
  const target = world.buckets.get((logging as client.LoggingEnabled).TargetBucket ?? '');
  if (target !== undefined && target.accountId === source?.accountId && target.region === source.region) return;
  throw new AwsError('InvalidTargetBucketForLogging', 'The target bucket for logging does not exist');
}

const oneOf = (member: string, values: readonly string[]) => (value: Readonly<Record<string, unknown>>) => {
  if (!values.includes(value[member] as string)) throw malformedXml();
};

const SETTINGS: readonly StoredSetting[] = [
  {
    name: 'CORSConfiguration',
    read: { schema: client.GetBucketCors$, action: 's3:GetBucketCORS' },
    write: { schema: client.PutBucketCors$, action: 's3:PutBucketCORS', member: 'CORSConfiguration', check: checkCors },
    remove: { schema: client.DeleteBucketCors$, action: 's3:PutBucketCORS' },
    absent: { code: 'NoSuchCORSConfiguration', message: 'The CORS configuration does not exist' },
  },
  {
    name: 'WebsiteConfiguration',
    read: { schema: client.GetBucketWebsite$, action: 's3:GetBucketWebsite' },
    write: { schema: client.PutBucketWebsite$, action: 's3:PutBucketWebsite', member: 'WebsiteConfiguration' },
    remove: { schema: client.DeleteBucketWebsite$, action: 's3:DeleteBucketWebsite' },
    absent: {
      code: 'NoSuchWebsiteConfiguration',
      message: 'The specified bucket does not have a website configuration',
    },
  },
  {
    name: 'LifecycleConfiguration',
    read: { schema: client.GetBucketLifecycleConfiguration$, action: 's3:GetLifecycleConfiguration' },
    write: {
      schema: client.PutBucketLifecycleConfiguration$,
      action: 's3:PutLifecycleConfiguration',
      member: 'LifecycleConfiguration',
      check: checkLifecycle,
    },
    remove: { schema: client.DeleteBucketLifecycle$, action: 's3:PutLifecycleConfiguration' },
    absent: { code: 'NoSuchLifecycleConfiguration', message: 'The lifecycle configuration does not exist' },
  },
  {
    name: 'ReplicationConfiguration',
    read: { schema: client.GetBucketReplication$, action: 's3:GetReplicationConfiguration' },
    write: {
      schema: client.PutBucketReplication$,
      action: 's3:PutReplicationConfiguration',
      member: 'ReplicationConfiguration',
      check: checkReplication,
    },
    remove: { schema: client.DeleteBucketReplication$, action: 's3:PutReplicationConfiguration' },
    absent: {
      code: 'ReplicationConfigurationNotFoundError',
      message: 'The replication configuration was not found',
    },
    nested: true,
  },
  {
    name: 'BucketLoggingStatus',
    read: { schema: client.GetBucketLogging$, action: 's3:GetBucketLogging' },
    write: {
      schema: client.PutBucketLogging$,
      action: 's3:PutBucketLogging',
      member: 'BucketLoggingStatus',
      check: checkLogging,
    },
    absent: {},
  },
  {
    name: 'NotificationConfiguration',
    read: { schema: client.GetBucketNotificationConfiguration$, action: 's3:GetBucketNotification' },
    write: {
      schema: client.PutBucketNotificationConfiguration$,
      action: 's3:PutBucketNotification',
      member: 'NotificationConfiguration',
    },
    absent: {},
  },
  {
    name: 'AccelerateConfiguration',
    read: { schema: client.GetBucketAccelerateConfiguration$, action: 's3:GetAccelerateConfiguration' },
    write: {
      schema: client.PutBucketAccelerateConfiguration$,
      action: 's3:PutAccelerateConfiguration',
      member: 'AccelerateConfiguration',
      check: oneOf('Status', ['Enabled', 'Suspended']),
    },
    absent: {},
  },
  {
    name: 'RequestPaymentConfiguration',
    read: { schema: client.GetBucketRequestPayment$, action: 's3:GetBucketRequestPayment' },
    write: {
      schema: client.PutBucketRequestPayment$,
      action: 's3:PutBucketRequestPayment',
      member: 'RequestPaymentConfiguration',
      check: oneOf('Payer', ['BucketOwner', 'Requester']),
    },
    absent: { Payer: 'BucketOwner' },
  },
  {
    name: 'ObjectLockConfiguration',
    read: { schema: client.GetObjectLockConfiguration$, action: 's3:GetBucketObjectLockConfiguration' },
    write: {
      schema: client.PutObjectLockConfiguration$,
      action: 's3:PutBucketObjectLockConfiguration',
      member: 'ObjectLockConfiguration',
    },
    absent: {
      code: 'ObjectLockConfigurationNotFoundError',
      message: 'Object Lock configuration does not exist for this bucket',
    },
    nested: true,
  },
];

function absence(setting: StoredSetting, input: NamesBucket): object {
  const { absent } = setting;
  if (!('code' in absent)) return absent;
  throw new AwsError(absent.code, absent.message, { status: 404, details: { BucketName: input.Bucket ?? '' } });
}

function operationsFor(setting: StoredSetting): readonly AnyOperation[] {
  const { name, read, write, remove, nested = false } = setting;
  const get = operation<NamesBucket, object>({
    schema: read.schema,
    access: asking(read.action),
    handle: (input, call) => {
      const found = settingsOf(call.world, bucketNamed(call, input.Bucket)).stored.get(name);
      if (found === undefined) return absence(setting, input);
      return nested ? { [name]: found } : found;
    },
  });
  const put = operation<NamesBucket & Readonly<Record<string, unknown>>, object>({
    schema: write.schema,
    access: asking(write.action),
    handle: (input, call) => {
      const bucket = bucketNamed(call, input.Bucket);
      const value = (input[write.member] ?? {}) as Readonly<Record<string, unknown>>;
      write.check?.(value, call, input);
      changeSettings(call.world, bucket).stored.set(name, value);
      return {};
    },
  });
  if (remove === undefined) return [get, put];
  const gone = operation<NamesBucket, object>({
    schema: remove.schema,
    access: asking(remove.action),
    handle: (input, call) => {
      changeSettings(call.world, bucketNamed(call, input.Bucket)).stored.delete(name);
      return {};
    },
  });
  return [get, put, gone];
}

/** Get, put and delete of every configuration that is only kept. */
export const storedSettings: readonly AnyOperation[] = SETTINGS.flatMap(operationsFor);
