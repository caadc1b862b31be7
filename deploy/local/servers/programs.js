/**
 * The programs that Gatehouse runs beside Node.js: how each is called, which files must lie beside it, where systems
 * put it when it is not on the PATH, and which package brings it.
 *
 * @type {Readonly<Record<string, { title: string, binaries: readonly string[], beside: readonly string[],
 *   debian: readonly string[], homebrew: string }>>}
 */
export const PROGRAMS = Object.freeze({
  postgres: {
    title: 'PostgreSQL',
    binaries: ['postgres'],
    beside: ['initdb'],
    debian: ['postgresql'],
    homebrew: 'postgresql@16',
  },
  redis: {
    title: 'Redis',
    binaries: ['redis-server', 'valkey-server'],
    beside: [],
    debian: ['redis-server'],
    homebrew: 'redis',
  },
  nats: {
    title: 'NATS server',
    binaries: ['nats-server'],
    beside: [],
    debian: ['nats-server'],
    homebrew: 'nats-server',
  },
  chromium: {
    title: 'Chromium',
    binaries: ['chromium', 'chromium-browser', 'google-chrome'],
    beside: [],
    debian: ['chromium'],
    homebrew: 'chromium',
  },
  awscli: {
    title: 'AWS CLI and boto3',
    binaries: ['aws'],
    beside: [],
    debian: ['awscli', 'python3-boto3'],
    homebrew: 'awscli',
  },
});
