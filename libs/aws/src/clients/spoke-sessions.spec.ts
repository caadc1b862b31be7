import { describe, expect, it } from '@jest/globals';
import type { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { SpokeSessions } from './spoke-sessions.js';
import { TokenBucket } from './token-bucket.js';

const HOUR_MS = 3_600_000;

/** STS that gives a numbered session of an hour each time, or fails. */
function world() {
  const time = { ms: 0 };
  const asked: AssumeRoleCommand['input'][] = [];
  const fails = { next: false };
  const sts = {
    send: async ({ input }: AssumeRoleCommand) => {
      asked.push(input);
      await Promise.resolve();
      if (fails.next) throw Object.assign(new Error('no'), { name: 'AccessDenied' });
      return {
        Credentials: {
          AccessKeyId: `ASIA${asked.length}`,
          SecretAccessKey: 'secret',
          SessionToken: 'token',
          Expiration: new Date(time.ms + HOUR_MS),
        },
      };
    },
  } as unknown as STSClient;
  const spoke = {
    partition: 'aws',
    roleName: 'gatehouse/reader',
    externalId: 'id-1',
    sessionName: 'gatehouse-inventory',
  };
  const bucket = new TokenBucket({ ratePerSecond: 1_000, longestWaitMs: 1_000 });
  return { time, asked, fails, sessions: new SpokeSessions(sts, spoke, bucket, () => time.ms) };
}

describe(SpokeSessions, () => {
  it('assumes the spoke role of the account with the external id', async () => {
    const { asked, sessions } = world();
    await sessions.credentialsFor('111122223333');
    expect(asked).toEqual([
      {
        RoleArn: 'arn:aws:iam::111122223333:role/gatehouse/reader',
        RoleSessionName: 'gatehouse-inventory',
        ExternalId: 'id-1',
        DurationSeconds: 3_600,
      },
    ]);
  });

  it('asks once for an account, however many want it at the same time', async () => {
    const { asked, sessions } = world();
    const given = await Promise.all(Array.from({ length: 5 }, () => sessions.credentialsFor('111122223333')));
    expect(new Set(given.map(({ accessKeyId }) => accessKeyId)).size).toBe(1);
    expect(asked).toHaveLength(1);
  });

  it('asks again shortly before a session ends, once', async () => {
    const { time, asked, sessions } = world();
    await sessions.credentialsFor('111122223333');
    time.ms = HOUR_MS - 4 * 60_000;
    const given = await Promise.all([sessions.credentialsFor('111122223333'), sessions.credentialsFor('111122223333')]);
    expect(given.map(({ accessKeyId }) => accessKeyId)).toEqual(['ASIA2', 'ASIA2']);
    expect(asked).toHaveLength(2);
  });

  it('remembers no failure', async () => {
    const { fails, sessions } = world();
    fails.next = true;
    await expect(sessions.credentialsFor('111122223333')).rejects.toMatchObject({ name: 'AccessDenied' });
    fails.next = false;
    await expect(sessions.credentialsFor('111122223333')).resolves.toMatchObject({ accessKeyId: 'ASIA2' });
  });
});
