import { describe, expect, it } from '@jest/globals';

import { readConfig } from './aws-sandbox.config.js';
import { isLoopback } from './server/is-loopback.rules.js';

describe('readConfig', () => {
  it('has defaults, takes the environment, and flags over it', () => {
    expect(readConfig([], {})).toMatchObject({ host: '127.0.0.1', port: 4599, expose: false, weather: 'calm' });
    const env = {
      GATEHOUSE_SANDBOX_PORT: '1',
      GATEHOUSE_SANDBOX_HUB_TOKEN: 'sixteen characters',
      GATEHOUSE_NATS_URL: 'x',
    };
    expect(readConfig([], env)).toMatchObject({ port: 1, hubToken: 'sixteen characters' });
    expect(readConfig(['--port', '2', '--expose'], env)).toMatchObject({ port: 2, expose: true });
  });

  it('takes the hub token from a named variable, so that it is not on the command line', () => {
    expect(readConfig(['--hub-token-env', 'TOKEN'], { TOKEN: 'sixteen characters' }).hubToken).toBe(
      'sixteen characters',
    );
    expect(() => readConfig(['--hub-token-env', 'TOKEN'], {})).toThrow('TOKEN');
  });

  it.each([
    [['--port', 'many'], {}, 'port'],
    [['--port', '70000'], {}, 'port'],
    [['--hub-token', 'short'], {}, 'hubToken'],
    [[], { GATEHOUSE_SANDBOX_PROT: '1' }, 'prot'],
    [['--prot', '1'], {}, '--prot'],
    [['--weather', 'stormy'], {}, 'weather'],
    [['--roles', 'many'], {}, 'roles'],
    [['--accounts', '100001'], {}, 'accounts'],
    [[], { GATEHOUSE_SANDBOX_SEED_NUMBER: '-1' }, 'seedNumber'],
    [['--control-port', '-1'], {}, '--control-port'],
    [['--call-log-size', '1'], {}, 'callLogSize'],
  ])('refuses %j with %j, naming the key', (args, env, named) => {
    expect(() => readConfig(args, env)).toThrow(named);
  });
});

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('%s is', (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  it.each(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.com', 'localhost.example.com'])('%s is not', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
