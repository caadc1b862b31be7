import { describe, expect, it } from '@jest/globals';
import { fittingTokens, queryOf, tokensFromParameters, tokensToParameters } from './resource-filter.rules';

describe('conditions on resources', () => {
  it('become what the gateway is asked for', () => {
    const tokens = tokensFromParameters(
      new URLSearchParams(
        'q=exports&q=daily&account=111122223333&ou=Root/Workloads&region=eu-west-1&type=AWS::S3::Bucket' +
          '&type=AWS::SQS::Queue&tag=team%3Da%3Db&owner=ada&denials=yes&unused=90&public=no',
      ),
    );
    expect(queryOf(tokens)).toEqual({
      search: 'exports daily',
      accountId: '111122223333',
      ouPath: 'Root/Workloads',
      region: 'eu-west-1',
      types: 'AWS::S3::Bucket,AWS::SQS::Queue',
      tagKey: 'team',
      tagValue: 'a=b',
      owner: 'ada',
      withDenials: true,
      unusedForDays: 90,
      isPublic: false,
    });
    expect(tokensFromParameters(tokensToParameters(tokens))).toEqual(tokens);
  });

  it('ask for everything when there are none', () => {
    expect(queryOf([])).toEqual({});
  });

  it('ask for any value of a tag that is named alone', () => {
    expect(queryOf([{ property: 'tag', value: 'team' }])).toEqual({ tagKey: 'team' });
  });

  it('keep the last of those that cannot both hold', () => {
    const tokens = fittingTokens([
      { property: 'region', value: 'eu-west-1' },
      { property: 'type', value: 'AWS::S3::Bucket' },
      { property: 'region', value: 'us-east-1' },
    ]);
    expect(queryOf(tokens)).toEqual({ region: 'us-east-1', types: 'AWS::S3::Bucket' });
  });

  it.each([
    ['account', 'payments'],
    ['region', 'Ireland'],
    ['type', 'bucket'],
    ['unused', '0'],
    ['public', 'perhaps'],
  ] as const)('look for %s %s as free text, because it cannot be asked for', (property, value) => {
    expect(fittingTokens([{ property, value }])).toEqual([{ value }]);
  });

  it('leave out of an address what does not belong there', () => {
    expect(tokensFromParameters(new URLSearchParams('account=1&sort=name&x=y&public=perhaps&q='))).toEqual([]);
  });
});
