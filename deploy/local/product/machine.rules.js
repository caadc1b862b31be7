/** What the start needs besides its own files, in bytes: node_modules, two builds and empty databases. */
export const NEEDED_BYTES = Object.freeze({ firstStart: 2_500_000_000, laterStart: 300_000_000 });

/**
 * Whether this version of Node.js can run Gatehouse.
 *
 * @param {string} version e.g. `20.19.0`
 * @param {string} minimum e.g. `20.19`
 */
export function isRecentEnough(version, minimum) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = minimum.split('.').map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

/**
 * Whether `npm ci` has to run. The stamp is what our own last installation was made from; somebody who installed by
 * hand has none, and then npm's own record must not be older than the lockfile.
 *
 * @param {{ installedAt: number | undefined, stamp: string | undefined, lockfileHash: string, lockfileChangedAt: number }} facts
 *   times in milliseconds; installedAt is undefined when there is no finished installation
 */
export function needsInstallation({ installedAt, stamp, lockfileHash, lockfileChangedAt }) {
  if (installedAt === undefined) return true;
  if (stamp !== undefined) return stamp !== lockfileHash;
  return installedAt < lockfileChangedAt;
}

/**
 * How long to wait before a service that ended by itself is started again: doubling from half a second to 30, from the
 * beginning once it has run for a minute.
 *
 * @param {{ restarts: number, ranForSeconds: number }} history restarts since it last ran for a minute
 * @returns {{ afterSeconds: number, restarts: number }}
 */
export function nextRestart({ restarts, ranForSeconds }) {
  const counted = ranForSeconds >= 60 ? 0 : restarts;
  return { afterSeconds: Math.min(30, 0.5 * 2 ** counted), restarts: counted + 1 };
}

/**
 * A duration as people read it.
 *
 * @param {number} milliseconds
 */
export function spoken(milliseconds) {
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
