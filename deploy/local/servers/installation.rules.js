import { PROGRAMS } from './programs.js';

/**
 * @typedef {object} Machine what decides whether we may install
 * @property {boolean} isRoot
 * @property {boolean} hasApt
 * @property {boolean} hasPasswordlessSudo
 * @property {string} platform as in process.platform
 */

/**
 * @typedef {{ kind: 'ask', command: string }
 *   | { kind: 'install', prefix: readonly string[], commands: readonly (readonly string[])[], advice: string }} InstallationPlan
 */

/**
 * Whether to install the missing programs, and how; or what to tell the person to run.
 *
 * @param {readonly string[]} missing keys of PROGRAMS
 * @param {Machine} machine
 * @returns {InstallationPlan}
 */
export function planInstallation(missing, { isRoot, hasApt, hasPasswordlessSudo, platform }) {
  const programs = missing.flatMap((name) => PROGRAMS[name] ?? []);
  const packages = programs.flatMap(({ debian }) => debian);
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
  const advice = `sudo apt-get update && sudo ${install.join(' ')}`;
  if (!hasApt) return { kind: 'ask', command: withoutApt(programs, platform) };
  if (!isRoot && !hasPasswordlessSudo) return { kind: 'ask', command: advice };
  const prefix = isRoot ? [] : ['sudo', '-n'];
  // sudo starts from a clean environment, so the setting that keeps apt from asking goes on its command line.
  const quiet = isRoot ? [] : ['env', 'DEBIAN_FRONTEND=noninteractive'];
  return {
    kind: 'install',
    prefix,
    commands: [
      [...prefix, 'apt-get', 'update', '-q'],
      [...prefix, ...quiet, ...install],
    ],
    advice,
  };
}

/**
 * @param {readonly { title: string, homebrew: string }[]} programs
 * @param {string} platform
 */
function withoutApt(programs, platform) {
  if (platform === 'darwin') return `brew install ${programs.map(({ homebrew }) => homebrew).join(' ')}`;
  return `(your package manager) install ${programs.map(({ title }) => title).join(', ')}`;
}
