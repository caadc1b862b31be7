import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { EXIT, StartProblem } from '../servers/start-problem.js';

/** Commands that run now, so that a stop does not leave one behind. */
const running = new Set();

/**
 * Runs a command with its output in a file; fails with the end of that output.
 *
 * @param {{ command: string, args: readonly string[], cwd: string, logFile: string, what: string,
 *   env?: NodeJS.ProcessEnv }} options what: how the command is called in a message
 * @returns {Promise<string>} the output
 */
export async function runToLog({ command, args, cwd, logFile, what, env = process.env }) {
  const { code, output } = await run({ command, args, cwd, env });
  writeFileSync(logFile, output, { mode: 0o600 });
  if (code === 0) return output;
  const full = /ENOSPC|no space left on device/i.test(output);
  throw new StartProblem(
    full ? `The disk became full during ${what}.` : `${what} failed.\n${output.trim().slice(-3_000)}`,
    {
      advice: full ? 'Free some space and start again.' : `Its whole output is in ${logFile}.`,
      exitCode: full ? EXIT.noRoom : EXIT.didNotStart,
    },
  );
}

/** Ends the commands that run now. */
export function endCommands() {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * @param {{ command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
function run({ command, args, cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output = (output + chunk.toString()).slice(-1_000_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => {
      running.delete(child);
      reject(
        new StartProblem(`${command} could not be run: ${error.message}.`, {
          advice: `Install ${command} and start again.`,
          exitCode: EXIT.missingProgram,
        }),
      );
    });
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}
