import { describe, expect, it } from '@jest/globals';
import { lintDocument } from './lint-document';

describe(lintDocument, () => {
  it('finds what is dangerous, at the line where it is shown', () => {
    const document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
    const found = lintDocument(document, 'inline');
    expect(found.map(({ id }) => id)).toContain('full-administration');
    expect(found.find(({ id }) => id === 'full-administration')?.range.line).toBeGreaterThan(3);
  });

  it('says what is no policy', () => {
    expect(lintDocument('not JSON', 'resource')[0]?.severity).toBe('error');
  });

  it('finds nothing in a policy as it should be', () => {
    const document = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::exports/*' }],
    };
    expect(lintDocument(JSON.stringify(document), 'inline')).toEqual([]);
  });
});
