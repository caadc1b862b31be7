import { buildBucket } from '../seed/build-bucket.js';
import { SeedBucket } from '../seed/seed-schema.js';
import type { World } from '../state/model.js';
import { type Plot, neighbourOf } from './ground.js';
import { tagsOf } from './generate-tags.js';
import { numbered, thingName } from './names.rules.js';
import { Random } from './random.rules.js';

const BUCKETS = 5;
const REGIONS = ['us-east-1', 'us-east-1', 'us-east-1', 'eu-west-1', 'us-west-2'] as const;

const PLAIN = SeedBucket.parse({ name: 'plain', region: REGIONS[0] });

/** Puts an account's buckets into the world. */
export function addBuckets(world: World, plot: Plot): void {
  for (let index = 0; index < plot.ground.plan.buckets; index++) {
    const random = new Random(plot.ground.plan.seedNumber, plot.index, BUCKETS, index);
    const { component, round } = thingName(index, plot.index * 5);
    const name = bucketName(plot, index);
    const seed = {
      ...PLAIN,
      name,
      region: random.pick(REGIONS),
      tags: Object.fromEntries(tagsOf(plot, random, { component: numbered(component, round), forPeople: false })),
      createdDaysAgo: 20 + random.below(2000),
    };
    const bucket = buildBucket(seed, plot.accountId, plot.ground.reader);
    bucket.policy = policyOf(plot, name, random);
    world.buckets.set(name, bucket);
  }
}

/** The account's name makes it unique in the world, its number in the account. */
export function bucketName(plot: Plot, index: number): string {
  const { component } = thingName(index, plot.index * 5);
  return `${plot.name}-${component}-${String(index + 1)}`;
}

/** Half of them have a policy: TLS only, the organization, another account, and now and then the whole world. */
function policyOf(plot: Plot, name: string, random: Random): string | undefined {
  const chance = random.below(100);
  const { partition, organizationId } = plot.ground;
  const bucket = `arn:${partition}:s3:::${name}`;
  const resources = [bucket, `${bucket}/*`];
  const tls = {
    Sid: 'OnlyTls',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: resources,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  if (chance < 50) return undefined;
  const more = { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: resources };
  if (chance < 75) return document([tls]);
  if (chance < 88) {
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': organizationId } };
    return document([tls, { Sid: 'Organization', ...more, Principal: '*', Condition }]);
  }
  if (chance < 98) {
    const neighbour = neighbourOf(plot, 1 + random.below(5));
    return document([
      tls,
      { Sid: 'Neighbour', ...more, Principal: { AWS: `arn:${partition}:iam::${neighbour}:root` } },
    ]);
  }
  return document([
    { Sid: 'Everybody', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${bucket}/*` },
  ]);
}

function document(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
