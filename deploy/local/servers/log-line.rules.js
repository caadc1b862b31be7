/**
 * A line of a service's JSON log as a person reads it; any other line as it is.
 *
 * @param {string} line
 */
export function readable(line) {
  const entry = parsed(line);
  if (entry === undefined) return line;
  const { level, msg, error } = entry;
  return [level, msg, reasonOf(error)].filter(Boolean).join(': ');
}

/** @typedef {{ message?: string, driverError?: { message?: string } } | string | undefined} LoggedError */

/** @param {LoggedError} error */
function reasonOf(error) {
  return typeof error === 'string' ? error : (error?.message ?? error?.driverError?.message);
}

/**
 * @param {string} line
 * @returns {{ level?: string, msg?: string, error?: LoggedError } | undefined}
 */
function parsed(line) {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
