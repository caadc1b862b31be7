/**
 * A registry that serves only one platform's binaries makes npm write a lockfile without those of the others, and then
 * `npm ci` fails everywhere, this platform included. What is missing can be told from the lockfile alone: the package
 * that wants the binaries names each with its exact version.
 *
 * @typedef {{ version?: string, optional?: boolean, dev?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} LockedPackage
 */

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/**
 * The entries that a lockfile lacks: binaries for other platforms.
 *
 * @param {Record<string, LockedPackage>} packages the `packages` of a package-lock.json
 * @returns {Record<string, LockedPackage>} path → entry
 */
export function missingBinaries(packages) {
  /** @type {Record<string, LockedPackage>} */
  const missing = {};
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const platform = platformOf(name);
      if (platform === undefined || !/^\d/.test(version) || isLocked(packages, path, name)) continue;
      missing[`node_modules/${name}`] = { version, ...platform, ...(dev && { dev }), optional: true };
    }
  }
  return missing;
}

/**
 * What a binary's name says about where it runs: `@swc/core-linux-arm64-musl`.
 *
 * @param {string} name
 * @returns {{ os: string[], cpu: string[], libc?: string[] } | undefined}
 */
export function platformOf(name) {
  const words = name.replace(/^@[^/]+\//, '').split(/[-.]/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (os === undefined || cpu === undefined) return undefined;
  const libc = libcOf(words);
  return { os: [os], cpu: [cpu], ...(os === 'linux' && libc && { libc: [libc] }) };
}

/** @param {readonly string[]} words */
function libcOf(words) {
  if (words.some((word) => word.startsWith('musl'))) return 'musl';
  return words.some((word) => word.startsWith('gnu')) ? 'glibc' : undefined;
}

/**
 * @param {Record<string, LockedPackage>} packages
 * @param {string} path of the package that wants it
 * @param {string} name
 */
function isLocked(packages, path, name) {
  return `${path}/node_modules/${name}` in packages || `node_modules/${name}` in packages;
}

/**
 * The lockfile's packages in npm's own order, with some more.
 *
 * @param {Record<string, LockedPackage>} packages
 * @param {Record<string, LockedPackage>} more
 */
export function withPackages(packages, more) {
  const entries = Object.entries({ ...packages, ...more });
  return Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en')));
}
