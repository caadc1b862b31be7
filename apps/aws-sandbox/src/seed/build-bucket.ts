import { createHash } from 'node:crypto';

import type { Bucket, StoredObject } from '../state/model.js';
import type { SeedReader } from './seed-reader.js';
import type { SeedBucket } from './seed-schema.js';

/** A bucket of the seed with its objects. */
export function buildBucket(seed: SeedBucket, accountId: string, reader: SeedReader): Bucket {
  const where = `policy of bucket ${seed.name}`;
  return {
    name: seed.name,
    accountId,
    region: seed.region,
    createdAt: reader.madeDaysAgo(seed.createdDaysAgo),
    policy:
      seed.policy === undefined ? undefined : reader.document(seed.policy, { accountId, kind: 'resource', where }),
    tags: new Map(Object.entries(seed.tags)),
    objects: new Map(seed.objects.map((each) => [each.key, buildObject(each, reader)])),
  };
}

function buildObject(seed: SeedBucket['objects'][number], reader: SeedReader): StoredObject {
  const body = seed.text === undefined ? Buffer.alloc(seed.bytes ?? 0, 'gatehouse ') : Buffer.from(seed.text);
  return {
    key: seed.key,
    body,
    contentType: seed.contentType,
    etag: etagOf(body),
    modifiedAt: reader.madeDaysAgo(seed.modifiedDaysAgo),
    metadata: {},
  };
}

/** S3's entity tag of an object put in one piece: its MD5 in quotation marks. */
export function etagOf(body: Uint8Array): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}
