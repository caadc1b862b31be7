import { describe, expect, it } from '@jest/globals';
import { publicText, settingsInWords } from './bucket-access.rules';

const bucket = 'AWS::S3::Bucket';
const queue = 'AWS::SQS::Queue';

describe(publicText, () => {
  it.each([
    [queue, null, {}, 'Has no policy that could let everybody in'],
    [queue, false, { unreadable: ['policy-status', 'acl'] }, 'No'],
    [queue, true, {}, 'Yes: its own policy lets everybody in'],
    [bucket, false, {}, 'No'],
    [bucket, false, { unreadable: ['tags'] }, 'No'],
    [
      bucket,
      false,
      { unreadable: ['acl', 'policy-status'] },
      'Not as far as can be seen: AWS does not show its policy and its access control list',
    ],
    [bucket, true, { publicThrough: ['acl'] }, 'Yes: its access control list lets everybody in'],
    [
      bucket,
      true,
      { publicThrough: ['acl', 'policy'] },
      'Yes: its access control list lets everybody in, and its own policy lets everybody in',
    ],
    [bucket, true, { publicThrough: ['magic'] }, 'Yes: its own policy lets everybody in'],
  ])('%s %s %j', (resourceType, isPublic, settings, text) => {
    expect(publicText({ resourceType, isPublic, settings })).toBe(text);
  });
});

describe(settingsInWords, () => {
  it('says in words who may do what', () => {
    const groups = 'http://acs.amazonaws.com/groups';
    const acl = [
      { kind: 'group', grantee: `${groups}/global/AllUsers`, permission: 'READ' },
      { kind: 'group', grantee: `${groups}/new/Group`, permission: 'FLY' },
      { kind: 'account', grantee: 'abc', permission: 'WRITE_ACP', accountId: null },
      { kind: 'account', grantee: 'ghi', permission: 'READ', accountId: '100000000005' },
      { kind: 'email', grantee: 'ada@example.com', permission: 'WRITE' },
      { kind: 'owner', grantee: 'def', permission: 'FULL_CONTROL' },
    ];
    expect(settingsInWords({ resourceType: bucket, settings: { versioning: 'Enabled', acl } })).toEqual([
      {
        label: 'ACL',
        text: [
          'Everybody lists the objects',
          `${groups}/new/Group FLY`,
          'An account not known here (canonical id abc) changes this list',
          'Account 100000000005 lists the objects',
          'ada@example.com adds objects',
          'The owner has full control',
        ].join('\n'),
      },
      { label: 'Versioning', text: 'Enabled' },
    ]);
  });

  it('says when nothing blocks public access, and not again by what a bucket is public', () => {
    const settings = {
      accountPublicAccessBlock: null,
      publicAccessBlock: { ignorePublicAcls: true },
      publicThrough: [],
    };
    const shown = settingsInWords({ resourceType: bucket, settings });
    expect(shown.map(({ text }) => text)).toEqual(['None', 'Ignore public ACLs: Yes']);
    expect(settingsInWords({ resourceType: queue, settings })).toHaveLength(3);
  });

  it('shows other settings as they are', () => {
    expect(settingsInWords({ resourceType: queue, settings: { acl: ['x'] } })[0]?.text).toBe('x');
    expect(settingsInWords({ resourceType: bucket, settings: { acl: [] } })[0]?.text).toBe('Gives nobody anything');
    expect(settingsInWords({ resourceType: bucket, settings: { acl: null } })[0]?.text).toBe('–');
  });
});
