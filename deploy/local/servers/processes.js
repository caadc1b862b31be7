import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { readable } from './log-line.rules.js';
import { StartProblem } from './start-problem.js';

/**
 * @typedef {object} RunningProcess
 * @property {string} name
 * @property {number} pid
 * @property {() => boolean} isRunning
 * @property {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} ended
 * @property {(signal?: NodeJS.Signals, seconds?: number) => Promise<void>} stop asks with the signal, waits, then kills
 */

/** @typedef {(running: RunningProcess) => void} OnSpawn */

/**
 * Starts a program that writes its output to a file and lives in its own process group, so that a Ctrl-C in the
 * terminal reaches only us and we can stop things in order.
 *
 * @param {{ name: string, command: string, args: readonly string[], logFile: string, cwd?: string,
 *   env: NodeJS.ProcessEnv, uid?: number | undefined, gid?: number | undefined,
 *   onSpawn?: OnSpawn | undefined }} options onSpawn is told at once, before anybody waits for the program to be ready
 * @returns {RunningProcess}
 */
export function startProcess({ name, command, args, logFile, cwd, env, uid, gid, onSpawn }) {
  const output = openSync(logFile, 'a', 0o600);
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', output, output],
    detached: true,
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
  });
  closeSync(output);
  /** @type {RunningProcess['ended']} */
  const ended = new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new StartProblem(`${name} could not be started: ${error.message}.`)));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  ended.catch(() => {});
  const isRunning = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  /** @type {RunningProcess} */
  const running = {
    name,
    pid: child.pid ?? -1,
    isRunning,
    ended,
    stop: async (signal = 'SIGTERM', seconds = 10) => {
      if (!isRunning()) return;
      child.kill(signal);
      if (await endsWithin(ended, seconds)) return;
      child.kill('SIGKILL');
      await ended;
    },
  };
  onSpawn?.(running);
  return running;
}

/**
 * @param {Promise<unknown>} ended
 * @param {number} seconds
 */
async function endsWithin(ended, seconds) {
  const timer = new AbortController();
  const late = wait(seconds * 1000, false, { signal: timer.signal }).catch(() => false);
  const result = await Promise.race([ended.then(() => true), late]);
  timer.abort();
  return result;
}

/**
 * Waits until `check` is true, the process ends, or the time is up; a process that did not make it is ended.
 *
 * @param {RunningProcess} running
 * @param {{ check: () => boolean | Promise<boolean>, seconds: number, logFile: string }} options
 * @returns {Promise<void>} rejects with a StartProblem that quotes the end of the log
 */
export async function waitUntilReady(running, { check, seconds, logFile }) {
  const deadline = Date.now() + seconds * 1000;
  while (running.isRunning()) {
    if (await check()) return;
    if (Date.now() > deadline) {
      await running.stop('SIGTERM', 2);
      throw notReady(`${running.name} was not ready within ${seconds} seconds.`, logFile);
    }
    await wait(20);
  }
  await running.ended;
  throw notReady(`${running.name} ended while starting.`, logFile);
}

/**
 * @param {string} message
 * @param {string} logFile
 */
function notReady(message, logFile) {
  return new StartProblem(`${message}\n${lastLines(logFile)}`, { advice: `Its whole output is in ${logFile}.` });
}

/**
 * The end of a log file, indented; empty when there is none.
 *
 * @param {string} file
 * @param {number} [count] how many lines
 */
export function lastLines(file, count = 15) {
  try {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count);
    return lines.map((line) => `    ${readable(line).slice(0, 600)}`).join('\n');
  } catch {
    return '';
  }
}

/**
 * True when something accepts TCP connections there.
 *
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<boolean>}
 */
export function acceptsConnections(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 1_000 });
    const answer = (/** @type {boolean} */ value) => {
      socket.destroy();
      resolve(value);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
  });
}
