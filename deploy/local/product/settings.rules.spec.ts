import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings.rules.js';

const repository = '/repository';
const read = (env: Record<string, string>, args: string[] = []) => readSettings(env, { repository, args });

describe(readSettings, () => {
  it('starts the embedded organization with private servers when nothing is said', () => {
    expect(read({})).toEqual({
      aws: 'embedded',
      folder: '/repository/.gatehouse',
      portalPort: 3000,
      sandboxPort: 4599,
      controlPort: 4598,
      sandboxData: undefined,
      sandboxWeather: undefined,
      sandboxSize: [],
      configFile: undefined,
      postgresUrl: undefined,
      redisUrl: undefined,
      natsUrl: undefined,
      watch: false,
    });
  });

  it.each([{ AWS_PROFILE: 'production' }, { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'x' }])(
    'never turns to a real account because of %j',
    (env) => {
      expect(read(env).aws).toBe('embedded');
    },
  );

  it('takes the real AWS only when told so, and only with a file that says which organization', () => {
    expect(() => read({ GATEHOUSE_AWS: 'real' })).toThrow('GATEHOUSE_CONFIG_FILE');
    expect(read({ GATEHOUSE_AWS: 'real', GATEHOUSE_CONFIG_FILE: 'mine.yaml' })).toMatchObject({
      aws: 'real',
      configFile: '/repository/mine.yaml',
    });
  });

  it.each([
    [{ GATEHOUSE_AWS: 'production' }, 'GATEHOUSE_AWS is "production"'],
    [{ GATEHOUSE_PORT: 'http' }, 'GATEHOUSE_PORT is "http"'],
    [{ GATEHOUSE_PORT: '0' }, 'GATEHOUSE_PORT is "0"'],
    [{ GATEHOUSE_SANDBOX_PORT: '70000' }, 'GATEHOUSE_SANDBOX_PORT is "70000"'],
    [{ GATEHOUSE_SANDBOX_ROLES: 'many' }, 'GATEHOUSE_SANDBOX_ROLES is "many"'],
    [{ GATEHOUSE_SANDBOX_ACCOUNTS: '-1' }, 'GATEHOUSE_SANDBOX_ACCOUNTS is "-1"'],
    [{ GATEHOUSE_REDIS_URL: 'localhost:6379' }, 'GATEHOUSE_REDIS_URL is not an URL that begins with redis://'],
  ])('refuses %j by name', (env, message) => {
    expect(() => read(env)).toThrow(message);
  });

  it('tells the embedded organization how large to be', () => {
    const env = {
      GATEHOUSE_SANDBOX_ACCOUNTS: '1000',
      GATEHOUSE_SANDBOX_SEED_NUMBER: '42',
      GATEHOUSE_SANDBOX_ROLES: '',
    };
    expect(read(env).sandboxSize).toEqual(['--accounts', '1000', '--seed-number', '42']);
  });

  it('does not repeat an URL that may hold a password', () => {
    expect(() => read({ GATEHOUSE_POSTGRES_URL: 'mysql://root:hunter2@db/x' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });

  it('refuses arguments that it does not know', () => {
    expect(() => read({}, ['--port=80'])).toThrow('--port=80');
    expect(read({}, ['--watch']).watch).toBe(true);
  });
});
