import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findCommand, findProgram } from './find-program.js';
import { EXIT, StartProblem } from './start-problem.js';
import { planInstallation } from './installation.rules.js';
import { PROGRAMS } from './programs.js';

const POLICY_FILE = '/usr/sbin/policy-rc.d';

/**
 * Finds programs and installs what is missing with Debian's package manager, when this user may.
 *
 * @param {readonly string[]} names keys of PROGRAMS
 * @param {{ report?: (line: string) => void }} [options]
 * @returns {Promise<Record<string, string>>} name → absolute path; rejects with a StartProblem naming the command to run
 */
export async function ensurePrograms(names, { report = () => {} } = {}) {
  const missing = names.filter((name) => findProgram(name) === undefined);
  if (missing.length > 0) await install(missing, report);
  return Object.fromEntries(names.map((name) => [name, located(name)]));
}

/**
 * Asks for what `ensurePrograms` could not install, before anything else is done.
 *
 * @param {readonly string[]} names keys of PROGRAMS
 * @returns {Promise<void>} rejects with a StartProblem naming the command to run
 */
export async function requirePrograms(names) {
  const missing = names.filter((name) => findProgram(name) === undefined);
  if (missing.length > 0) await planFor(missing);
}

/** @param {string} name */
function located(name) {
  const path = findProgram(name);
  if (path) return path;
  throw new StartProblem(`${PROGRAMS[name]?.title} was installed but cannot be found on the PATH.`, {
    advice: 'Add its folder to PATH and start again.',
    exitCode: EXIT.missingProgram,
  });
}

/** @param {readonly string[]} missing */
async function planFor(missing) {
  const plan = planInstallation(missing, {
    isRoot: process.getuid?.() === 0,
    hasApt: findCommand('apt-get') !== undefined,
    hasPasswordlessSudo: findCommand('sudo') !== undefined && (await succeeds('sudo', ['-n', 'true'])),
    platform: process.platform,
  });
  if (plan.kind === 'install') return plan;
  throw new StartProblem(`Missing: ${titlesOf(missing)}.`, {
    advice: `Run this, then start again:\n\n    ${plan.command}\n`,
    exitCode: EXIT.missingProgram,
  });
}

/** @param {readonly string[]} names */
function titlesOf(names) {
  return names.map((name) => PROGRAMS[name]?.title).join(', ');
}

/**
 * @param {readonly string[]} missing
 * @param {(line: string) => void} report
 */
async function install(missing, report) {
  const plan = await planFor(missing);
  report(`installing ${titlesOf(missing)} with apt-get`);
  const undo = await keepServicesFromStarting(plan.prefix);
  try {
    for (const command of plan.commands) await runOrExplain(command, plan.advice);
  } finally {
    await undo();
  }
}

/**
 * Debian starts the servers that it installs. We run our own, so we use Debian's own switch for it: while this file
 * says 101, no service is started by a package. One that is there already is somebody else's and stays.
 *
 * @param {readonly string[]} prefix `[]` or `['sudo', '-n']`
 * @returns {Promise<() => Promise<void>>} takes the file away again
 */
async function keepServicesFromStarting(prefix) {
  if (existsSync(POLICY_FILE)) return async () => {};
  const text = '#!/bin/sh\n# Written by Gatehouse while it installs packages; removed afterwards.\nexit 101\n';
  if (prefix.length === 0) {
    writeFileSync(POLICY_FILE, text, { mode: 0o755 });
    return async () => rmSync(POLICY_FILE, { force: true });
  }
  await succeeds('sudo', [
    '-n',
    'sh',
    '-c',
    `printf '%s' "$1" > ${POLICY_FILE} && chmod 755 ${POLICY_FILE}`,
    'sh',
    text,
  ]);
  return async () => void (await succeeds('sudo', ['-n', 'rm', '-f', POLICY_FILE]));
}

/**
 * @param {readonly string[]} command
 * @param {string} advice
 * @returns {Promise<void>}
 */
async function runOrExplain(command, advice) {
  const [program = '', ...args] = command;
  const { code, output } = await run(program, args);
  if (code === 0) return;
  throw new StartProblem(`${command.join(' ')} failed with exit code ${code}.\n${output.trimEnd().slice(-1_500)}`, {
    advice: `Run this by hand to see why, then start again:\n\n    ${advice}\n`,
    exitCode: EXIT.missingProgram,
  });
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
async function succeeds(program, args) {
  return (await run(program, args)).code === 0;
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(program, args) {
  return new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output = (output + chunk.toString()).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
