import { describe, expect, it } from '@jest/globals';
import { assumeRoleBody, credentialsIn } from './assume-role-wire.js';

const input = { RoleArn: 'arn:aws:iam::111122223333:role/people/engineer', RoleSessionName: 'ada@example.com' };

describe(assumeRoleBody, () => {
  it('writes what it knows in the order of the API', () => {
    const Tags = [
      { Key: 'gatehouse-person', Value: 'ada@example.com' },
      { Key: "who's", Value: 'Ada (Lovelace)*!' },
    ];
    expect(assumeRoleBody({ SourceIdentity: 'ada', Tags, DurationSeconds: 900, Policy: '{}', ...input })).toBe(
      'Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fpeople%2Fengineer' +
        '&RoleSessionName=ada%40example.com&Policy=%7B%7D&DurationSeconds=900' +
        '&Tags.member.1.Key=gatehouse-person&Tags.member.1.Value=ada%40example.com' +
        '&Tags.member.2.Key=who%27s&Tags.member.2.Value=Ada%20%28Lovelace%29%2A%21&SourceIdentity=ada',
    );
  });

  it('leaves out what is not given', () => {
    expect(assumeRoleBody({ ...input, Policy: undefined, Tags: [] })).not.toMatch(/Policy|Tags/);
  });

  it('writes nothing that it does not know', () => {
    expect(assumeRoleBody({ ...input, ExternalId: 'x' })).toBeUndefined();
  });
});

const answer = (credentials: string) => `<?xml version="1.0"?>
<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult><Credentials>${credentials}</Credentials></AssumeRoleResult>
</AssumeRoleResponse>
`;
const usual = {
  AccessKeyId: 'ASIAQWERTYUIOPASDFGH',
  SecretAccessKey: 'a/b+c'.repeat(8),
  SessionToken: `${'IQoJb3JpZ2luX2Vj'.repeat(30)}==`,
  Expiration: '2026-11-23T12:00:00Z',
};
const written = (members: Record<string, string>) =>
  answer(
    Object.entries(members)
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join('\n'),
  );

describe(credentialsIn, () => {
  it('finds the credentials of a usual answer', () => {
    expect(credentialsIn(written(usual))).toEqual({ ...usual, Expiration: new Date('2026-11-23T12:00:00Z') });
  });

  it.each([
    ['an entity', { ...usual, SecretAccessKey: `${'a'.repeat(20)}&#47;${'b'.repeat(20)}` }],
    ['a section', { ...usual, SessionToken: '<![CDATA[abc]]>' }],
    ['no end', { ...usual, Expiration: '' }],
    ['another form of the end', { ...usual, Expiration: '1795435200' }],
    ['a token of several lines', { ...usual, SessionToken: 'abc\ndef' }],
  ])('leaves %s to the SDK', (_case, members) => {
    expect(credentialsIn(written(members))).toBeUndefined();
  });

  it('leaves what is cut off to the SDK', () => {
    const whole = written(usual);
    expect(credentialsIn(whole.slice(0, whole.lastIndexOf('</')))).toBeUndefined();
  });
});
