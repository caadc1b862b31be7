/** Exit codes of `npm start` and `npm test`, so that a script can tell what a person would read. */
export const EXIT = Object.freeze({
  /** Something failed that nobody foresaw: a defect here. */
  unexpected: 1,
  /** A setting or an argument is wrong (sysexits: EX_USAGE). */
  usage: 64,
  /** A program is missing and may not be installed from here (EX_UNAVAILABLE). */
  missingProgram: 69,
  /** A server or a service did not come up (EX_SOFTWARE). */
  didNotStart: 70,
  /** A port is taken, the disk is full, a folder may not be written (EX_CANTCREAT). */
  noRoom: 73,
  /** Another start runs in this folder (EX_TEMPFAIL). */
  alreadyRunning: 75,
});

/** A foreseen reason not to go on: shown as its sentences, never with a stack. */
export class StartProblem extends Error {
  /**
   * @param {string} message one sentence: what is wrong
   * @param {{ advice?: string, exitCode?: number, cause?: unknown }} [options] advice: what to do about it
   */
  constructor(message, { advice = '', exitCode = EXIT.didNotStart, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StartProblem';
    this.advice = advice;
    this.exitCode = exitCode;
  }
}

/**
 * What the terminal shows for an error that ended a command, and with which exit code.
 *
 * @param {unknown} error
 * @returns {{ text: string, exitCode: number }}
 */
export function explainProblem(error) {
  if (error instanceof StartProblem) {
    return { text: [error.message, error.advice].filter(Boolean).join('\n'), exitCode: error.exitCode };
  }
  const known = explainSystemError(/** @type {NodeJS.ErrnoException} */ (error));
  if (known) return known;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { text: `This should not have happened; it is a defect of Gatehouse.\n${text}`, exitCode: EXIT.unexpected };
}

/**
 * @param {NodeJS.ErrnoException | undefined} error
 * @returns {{ text: string, exitCode: number } | undefined}
 */
function explainSystemError(error) {
  const meaning = SYSTEM_ERRORS[error?.code ?? ''];
  if (meaning === undefined) return undefined;
  return { text: `${meaning.what}: ${error?.path ?? error?.message}. ${meaning.advice}`, exitCode: EXIT.noRoom };
}

/** @type {Readonly<Record<string, { what: string, advice: string }>>} */
const SYSTEM_ERRORS = {
  ENOSPC: { what: 'The disk is full', advice: 'Free some space and start again.' },
  EDQUOT: { what: 'Your disk quota is used up', advice: 'Free some space and start again.' },
  EACCES: { what: 'This may not be written or run', advice: 'Check its owner and permissions.' },
  EPERM: { what: 'This may not be changed', advice: 'Check its owner and permissions.' },
  EROFS: { what: 'This is on a read-only file system', advice: 'Use a clone in a folder that can be written.' },
};
