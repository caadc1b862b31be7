import { createHash } from 'node:crypto';

import type { World } from '../state/model.js';
import { invalidValue } from './lambda-access.js';
import type { FunctionCode } from './lambda-state.js';

/** Where a call says the code comes from. */
export interface CodeSource {
  readonly ZipFile?: Uint8Array | undefined;
  readonly S3Bucket?: string | undefined;
  readonly S3Key?: string | undefined;
  readonly ImageUri?: string | undefined;
}

const IMAGE = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[^\s]+$/u;

/** Takes in code: its hash and size are what the sandbox keeps of it, for it runs none. */
export function readCode(world: World, source: CodeSource): FunctionCode {
  const given = [source.ZipFile, source.S3Bucket, source.ImageUri].filter((each) => each !== undefined);
  if (given.length !== 1) {
    throw invalidValue('Please provide exactly one source for the code: ZipFile, S3Bucket with S3Key, or ImageUri.');
  }
  if (source.ImageUri !== undefined) return imageCode(source.ImageUri);
  return zipCode(source.ZipFile ?? objectBody(world, source));
}

function imageCode(imageUri: string): FunctionCode {
  if (!IMAGE.test(imageUri)) {
    throw invalidValue(`Source image ${imageUri} is not valid. Provide a valid source image.`);
  }
  return { sha256: createHash('sha256').update(imageUri).digest('hex'), size: 0, imageUri };
}

function zipCode(bytes: Uint8Array): FunctionCode {
  if (bytes.byteLength === 0) throw invalidValue('Uploaded file must be a non-empty zip');
  // Every ZIP archive begins with one of its records, and all of those begin so.
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
    throw invalidValue('Could not unzip uploaded file. Please check your file, then try to upload again.');
  }
  return { sha256: createHash('sha256').update(bytes).digest('base64'), size: bytes.byteLength };
}

function objectBody({ buckets }: World, { S3Bucket = '', S3Key }: CodeSource): Uint8Array {
  if (S3Key === undefined) throw invalidValue('Please provide a source S3 key for the code.');
  const bucket = buckets.get(S3Bucket);
  if (bucket === undefined) throw getObjectFailed('NoSuchBucket', 'The specified bucket does not exist');
  const object = bucket.objects.get(S3Key);
  if (object === undefined) throw getObjectFailed('NoSuchKey', 'The specified key does not exist.');
  return object.body;
}

function getObjectFailed(code: string, message: string) {
  return invalidValue(`Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${message}`);
}
