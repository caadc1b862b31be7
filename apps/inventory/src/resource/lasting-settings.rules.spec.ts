import { describe, expect, it } from '@jest/globals';
import { changedParts } from './change.rules.js';
import { plainResource, type ObservedResource } from './observed-resource.js';
import { hashResource } from './resource-parts.js';

const made = (resourceType: string, createdAt: string, change: Partial<ObservedResource> = {}) =>
  hashResource(
    plainResource({
      arn: 'arn:aws:s3:::receipts',
      accountId: '111122223333',
      resourceType,
      name: 'receipts',
      settings: { createdAt, versioning: null },
      ...change,
    }),
  );

describe('the date of creation', () => {
  it('makes no version of a bucket, whose date S3 moves', () => {
    const before = made('AWS::S3::Bucket', '2026-01-01T00:00:00.000Z');
    const after = made('AWS::S3::Bucket', '2026-02-01T00:00:00.000Z');
    expect(after.contentHash).toBe(before.contentHash);
    expect(changedParts('AWS::S3::Bucket', before.content, after.content)).toEqual([]);
    const tagged = made('AWS::S3::Bucket', '2026-02-01T00:00:00.000Z', { tags: { team: 'a' } });
    expect(tagged.contentHash).not.toBe(before.contentHash);
    expect(changedParts('AWS::S3::Bucket', before.content, tagged.content)).toEqual(['tags']);
  });

  it('makes one of anything else, because it was made anew', () => {
    const before = made('AWS::SQS::Queue', '2026-01-01T00:00:00.000Z');
    const after = made('AWS::SQS::Queue', '2026-02-01T00:00:00.000Z');
    expect(after.contentHash).not.toBe(before.contentHash);
    expect(changedParts('AWS::SQS::Queue', before.content, after.content)).toEqual(['settings']);
  });
});
