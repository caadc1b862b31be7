import { describe, expect, it } from '@jest/globals';
import { awsEnvironment, inherited, ownSettings, platformEnvironment, unknownSettings } from './environment.rules.js';

const shell = {
  PATH: '/bin',
  AWS_PROFILE: 'production',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_ENDPOINT_URL_STS: 'https://sts.example.com',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
  GATEHOUSE_PORT: '3000',
  EDITOR: 'vi',
};

describe(inherited, () => {
  it('passes on no AWS variable, and nothing that services would not know', () => {
    expect(inherited(shell)).toEqual({ PATH: '/bin', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' });
  });
});

describe(awsEnvironment, () => {
  const embedded = {
    aws: 'embedded',
    env: shell,
    sandboxUrl: 'http://127.0.0.1:4599',
    sandboxToken: 'token',
    emptyFile: '/data/empty',
  } as const;

  it.each([
    ['inventory', 'gatehouse-reader'],
    ['credentials', 'gatehouse-broker'],
  ])('embedded: %s acts as %s, whatever profile the shell or the home folder has', (service, role) => {
    expect(awsEnvironment(service, embedded)).toEqual({
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4599',
      AWS_REGION: 'us-east-1',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:4599/_sandbox/credentials/${role}`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'token',
      AWS_CONFIG_FILE: '/data/empty',
      AWS_SHARED_CREDENTIALS_FILE: '/data/empty',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  });

  it.each(['identity', 'gateway'])('%s, which calls no AWS, gets nothing', (service) => {
    expect(awsEnvironment(service, embedded)).toEqual({});
    expect(awsEnvironment(service, { ...embedded, aws: 'real' })).toEqual({});
  });

  it("real: AWS's own variables as they are", () => {
    expect(awsEnvironment('credentials', { ...embedded, aws: 'real' })).toEqual({
      AWS_PROFILE: 'production',
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_ENDPOINT_URL_STS: 'https://sts.example.com',
    });
  });
});

describe(platformEnvironment, () => {
  const facts = {
    natsUrl: 'nats://127.0.0.1:4222',
    seedFile: undefined,
    serviceKeyFile: '/keys/gateway.key.json',
    trustedKeysFile: '/keys/trusted-keys.json',
    healthPort: 9000,
    databaseUrl: undefined,
    redisUrl: 'redis://127.0.0.1:6379',
    configFile: '/data/gatehouse.yaml',
    embedded: false,
  };

  it('leaves out what a service has not', () => {
    const environment = platformEnvironment(facts);
    expect(environment).not.toHaveProperty('GATEHOUSE_DATABASE_URL');
    expect(environment).not.toHaveProperty('GATEHOUSE_NATS_SEED_FILE');
  });

  it('switches demo sign-in on only with the embedded organization', () => {
    expect(platformEnvironment(facts)).toMatchObject({ GATEHOUSE_EMBEDDED: 'false' });
    expect(platformEnvironment({ ...facts, embedded: true })).toMatchObject({ GATEHOUSE_EMBEDDED: 'true' });
  });
});

describe(ownSettings, () => {
  it('gives each service its own settings and the log level, not those of others', () => {
    const env = { GATEHOUSE_AUDITOR_GROUPS: 'auditors', GATEHOUSE_PORT: '80', GATEHOUSE_LOG_LEVEL: 'debug' };
    expect(ownSettings(env, ['GATEHOUSE_AUDITOR_GROUPS'])).toEqual({
      GATEHOUSE_AUDITOR_GROUPS: 'auditors',
      GATEHOUSE_LOG_LEVEL: 'debug',
    });
  });
});

describe(unknownSettings, () => {
  it('finds the misspelt one', () => {
    const env = {
      GATEHOUSE_AWS: 'real',
      GATEHOUSE_AUDITOR_GROUPS: 'a',
      GATEHOUSE_AUDITORS: 'a',
      GATEHOUSE_TEST_X: '1',
    };
    expect(unknownSettings(env, ['GATEHOUSE_AUDITOR_GROUPS'])).toEqual(['GATEHOUSE_AUDITORS']);
  });
});
