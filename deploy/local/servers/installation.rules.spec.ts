import { describe, expect, it } from '@jest/globals';
import { newestFirst } from './find-program.js';
import { planInstallation } from './installation.rules.js';

const debian = { isRoot: false, hasApt: true, hasPasswordlessSudo: false, platform: 'linux' };

describe(planInstallation, () => {
  it('installs as root, and only the packages that are missing', () => {
    expect(planInstallation(['nats'], { ...debian, isRoot: true })).toMatchObject({
      kind: 'install',
      prefix: [],
      commands: [
        ['apt-get', 'update', '-q'],
        ['apt-get', 'install', '-y', '--no-install-recommends', 'nats-server'],
      ],
    });
  });

  it('installs with sudo when that asks for no password', () => {
    const plan = planInstallation(['redis'], { ...debian, hasPasswordlessSudo: true });
    expect(plan.kind === 'install' && plan.commands.every(([first]) => first === 'sudo')).toBe(true);
  });

  it('says the exact command to somebody who may not install', () => {
    expect(planInstallation(['postgres', 'chromium'], debian)).toEqual({
      kind: 'ask',
      command: 'sudo apt-get update && sudo apt-get install -y --no-install-recommends postgresql chromium',
    });
  });

  it.each([
    ['darwin', 'brew install postgresql@16 redis'],
    ['linux', '(your package manager) install PostgreSQL, Redis'],
  ])('without apt on %s: %s', (platform, command) => {
    expect(planInstallation(['postgres', 'redis'], { ...debian, isRoot: true, hasApt: false, platform })).toEqual({
      kind: 'ask',
      command,
    });
  });
});

describe(newestFirst, () => {
  it('sorts by number, not by letter', () => {
    expect(newestFirst(['9.6', '15', '16'])).toEqual(['16', '15', '9.6']);
    expect(newestFirst(['postgresql@9', 'postgresql@16'])).toEqual(['postgresql@16', 'postgresql@9']);
  });
});
