import { describe, expect, it } from '@jest/globals';
import type { ObservedResource } from '../resource/observed-resource.js';
import { plainResource } from '../resource/observed-resource.js';
import { inRegion, isOfReaderRole, isRefusalOfOne } from './aws-answer.rules.js';
import type { CollectorTarget, Place } from './collector.js';
import { resourceQuery, resourcesQueries, typesQuery } from './config/config-query.rules.js';
import { isLeftToConfig, observeRow, rowOf } from './config/observe-row.js';
import { inParallel } from './in-parallel.js';
import { NothingToAsk, RegionalCollector } from './regional-collector.js';
import { ResourceDetails } from './resource-details.js';

function awsError(name: string, message = 'no'): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 403 } });
}

class QueuesOf extends RegionalCollector {
  override readonly id = 'queues';
  override readonly summary = '';
  override readonly resourceTypes = ['AWS::SQS::Queue'];
  override readonly awsPermissions = [];

  constructor(private readonly failures: Readonly<Record<string, Error>>) {
    super();
  }

  protected override async *collectIn({ accountId, region }: Place): AsyncIterable<readonly ObservedResource[]> {
    const failure = this.failures[region];
    if (failure !== undefined) throw failure;
    yield [plainResource({ arn: region, accountId, resourceType: 'AWS::SQS::Queue', name: region, region })];
  }

  override async collectOne(): Promise<null> {
    return null;
  }
}

async function collected(failures: Readonly<Record<string, Error>>) {
  const skipped: string[] = [];
  const found: string[] = [];
  const target: CollectorTarget = {
    accountId: '111122223333',
    partition: 'aws',
    regions: ['us-east-1', 'eu-west-1', 'eu-north-1'],
    disabledRegions: ['af-south-1'],
    skipRegion: (region) => skipped.push(region),
    signal: AbortSignal.timeout(1_000),
  };
  let failure: unknown;
  try {
    for await (const page of new QueuesOf(failures).collect(target)) found.push(...page.map(({ arn }) => arn));
  } catch (error) {
    failure = error;
  }
  return { skipped, found, failure };
}

describe(RegionalCollector, () => {
  it('brings the other regions when one fails, and says which did', async () => {
    const { found, failure } = await collected({ 'us-east-1': awsError('AccessDenied', 'not authorized') });
    expect(found).toEqual(['eu-west-1', 'eu-north-1']);
    expect(failure).toMatchObject({ name: 'AccessDenied', message: 'In us-east-1: not authorized' });
  });

  it('skips regions that are not enabled, or where nobody can be asked', async () => {
    await expect(
      collected({ 'eu-west-1': awsError('OptInRequired'), 'eu-north-1': new NothingToAsk('no recorder') }),
    ).resolves.toEqual({
      skipped: ['af-south-1', 'eu-west-1', 'eu-north-1'],
      found: ['us-east-1'],
      failure: undefined,
    });
  });
});

describe(ResourceDetails, () => {
  const explicit = awsError('AccessDenied', 'is not authorized, with an explicit deny in a resource-based policy');
  const lacking = awsError('AccessDenied', 'because no identity-based policy allows the s3:GetBucketPolicy action');

  it('tells what is absent from what AWS refuses to show', async () => {
    const details = new ResourceDetails();
    const fails = (error: Error) => () => Promise.reject(error);
    const absent = { part: 'tags', absentCodes: ['NoSuchTagSet'], ask: fails(awsError('NoSuchTagSet')) };
    await expect(details.of(absent)).resolves.toBeNull();
    await expect(details.of({ part: 'policy', ask: fails(explicit) })).resolves.toBeNull();
    expect(details.settings).toEqual({ unreadable: ['policy'] });
  });

  it('fails when our role lacks the permission, because that concerns every resource', async () => {
    expect(isRefusalOfOne(explicit)).toBe(true);
    expect(isRefusalOfOne(lacking)).toBe(false);
    const asking = new ResourceDetails().of({ part: 'policy', ask: () => Promise.reject(lacking) });
    await expect(asking).rejects.toBe(lacking);
  });

  it('knows when nothing of an account can be read', () => {
    expect(isOfReaderRole(awsError('AccessDenied', 'is not authorized to perform: sts:AssumeRole on'))).toBe(true);
    expect(isOfReaderRole(lacking)).toBe(false);
    expect(inRegion('odd', 'eu-west-1').message).toBe('In eu-west-1: odd');
  });
});

describe(inParallel, () => {
  it('keeps the order and no more under way than it may', async () => {
    let underWay = 0;
    let most = 0;
    const results = await inParallel(
      [5, 1, 3, 2, 4],
      async (milliseconds) => {
        most = Math.max(most, (underWay += 1));
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        underWay -= 1;
        return milliseconds * 10;
      },
      2,
    );
    expect(results).toEqual([50, 10, 30, 20, 40]);
    expect(most).toBe(2);
  });

  it('begins nothing more after a failure', async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      if (item === 2) throw new Error('two');
      return item;
    };
    await expect(inParallel([1, 2, 3, 4, 5], work, 1)).rejects.toThrow('two');
    expect(begun).toEqual([1, 2]);
  });
});

describe('queries of AWS Config', () => {
  it('ask which types there are, and then for those', () => {
    expect(typesQuery('111122223333')).toBe(
      "SELECT resourceType, COUNT(*) WHERE accountId = '111122223333' GROUP BY resourceType",
    );
    expect(typesQuery(null)).toBe('SELECT resourceType, COUNT(*) GROUP BY resourceType');
    expect(resourcesQueries(null, ['AWS::Glue::Job'])).toEqual([
      expect.stringMatching(/^SELECT accountId, arn, .* WHERE resourceType IN \('AWS::Glue::Job'\)$/),
    ]);
    expect(resourcesQueries(null, [])).toEqual([]);
  });

  it('are never longer than AWS Config takes, however many types there are', () => {
    const types = Array.from({ length: 400 }, (_, n) => `AWS::Service${n}::Resource`);
    const queries = resourcesQueries('111122223333', types);
    expect(queries.every(({ length }) => length <= 4_096)).toBe(true);
    expect(types.every((type) => queries.filter((query) => query.includes(`'${type}'`)).length === 1)).toBe(true);
  });

  it('cannot be talked into another query by a name', () => {
    expect(resourceQuery(null, "arn:aws:x:::it's")).toMatch(/WHERE arn = 'arn:aws:x:::it''s'$/);
  });
});

describe(observeRow, () => {
  it('keeps what identifies a resource, and not its configuration', () => {
    const row = rowOf(
      JSON.stringify({
        arn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7',
        resourceType: 'AWS::ECS::TaskDefinition',
        resourceId: 'web:7',
        awsRegion: 'eu-west-1',
        tags: [{ key: 'team', value: 'web', tag: 'team=web' }, { key: 'empty' }, null],
        configurationStateId: '17',
        configuration: { ContainerDefinitions: [{ Environment: [{ Name: 'PASSWORD', Value: 'hunter2' }] }] },
      }),
    );
    const found = row && observeRow('111122223333', row);
    expect(found).toMatchObject({ region: 'eu-west-1', tags: { team: 'web', empty: '' }, name: '7' });
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  it('passes over what is no resource', () => {
    expect(rowOf('{"arn":')).toBeNull();
    expect(rowOf('[]')).toBeNull();
    expect(observeRow('111122223333', { resourceType: 'AWS::X::Y' })).toBeNull();
    expect(isLeftToConfig('AWS::Config::ResourceCompliance', new Set())).toBe(false);
    expect(isLeftToConfig('AWS::S3::Bucket', new Set(['AWS::S3::Bucket']))).toBe(false);
    expect(isLeftToConfig('AWS::Glue::Job', new Set(['AWS::S3::Bucket']))).toBe(true);
  });
});
