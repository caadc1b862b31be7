import { describe, expect, it } from '@jest/globals';
import type { ResourceRow } from '../../../gateway-api/resources-api';
import { csvCell, tableText } from './table-text.rules';

const row: ResourceRow = {
  arn: 'arn:aws:s3:::exports',
  accountId: '111122223333',
  accountName: 'payments, "production"',
  resourceType: 'AWS::S3::Bucket',
  name: 'exports',
  region: 'eu-west-1',
  tags: { team: '=cmd()' },
  owner: '=HYPERLINK("https://evil.example")',
  denialCount: 2,
  lastUsedAt: null,
  isPublic: false,
  revision: 3,
  changedAt: '2026-11-22T09:30:00.000Z',
};

describe('rows as CSV', () => {
  it('have a head, a line each, and quotes where needed', () => {
    const { begin, page, end } = tableText('csv');
    expect(begin + page([row], true) + end).toBe(
      '\uFEFFarn,name,resourceType,accountId,accountName,region,owner,denialCount,lastUsedAt,isPublic,revision,' +
        'changedAt,tags\r\n' +
        'arn:aws:s3:::exports,exports,AWS::S3::Bucket,111122223333,"payments, ""production""",eu-west-1,' +
        '"\'=HYPERLINK(""https://evil.example"")",2,,false,3,2026-11-22T09:30:00.000Z,"{""team"":""=cmd()""}"\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '\n=1'])(
    'let no spreadsheet run %j',
    (text) => {
      expect(csvCell(text)).toBe(`"'${text}"`);
    },
  );

  it.each(['plain', '1', 'a=b', 'a-b', ''])('leave %j as it is', (text) => {
    expect(csvCell(text)).toBe(text);
  });
});

describe('rows as JSON', () => {
  it('are one array, however many pages they come in', () => {
    const { begin, page, end } = tableText('json');
    expect(JSON.parse(begin + page([row, row], true) + page([row], false) + end)).toEqual([row, row, row]);
    expect(JSON.parse(begin + end)).toEqual([]);
  });
});
