import { describe, expect, it } from '@jest/globals';
import { missingBinaries, platformOf, withPackages } from './lockfile.rules.js';

describe(platformOf, () => {
  it.each([
    ['@swc/core-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['@swc/core-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@oxc-parser/binding-linux-riscv64-musl', { os: ['linux'], cpu: ['riscv64'], libc: ['musl'] }],
    ['@next/swc-win32-x64-msvc', { os: ['win32'], cpu: ['x64'] }],
    ['bufferutil', undefined],
  ])('%s runs on %j', (name, platform) => {
    expect(platformOf(name)).toEqual(platform);
  });
});

describe(missingBinaries, () => {
  const tool = {
    version: '2.0.0',
    dev: true,
    optionalDependencies: { 'tool-linux-x64': '2.0.0', 'tool-darwin-x64': '2.0.0' },
  };
  const packages = { 'node_modules/tool': tool, 'node_modules/tool-linux-x64': { version: '2.0.0', optional: true } };

  it('finds the platforms that the lockfile leaves out, with the exact version that is wanted', () => {
    expect(missingBinaries(packages)).toEqual({
      'node_modules/tool-darwin-x64': { version: '2.0.0', os: ['darwin'], cpu: ['x64'], dev: true, optional: true },
    });
  });

  it('finds nothing more once they are there', () => {
    expect(missingBinaries(withPackages(packages, missingBinaries(packages)))).toEqual({});
  });
});
