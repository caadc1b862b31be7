/**
 * A line of a service's JSON log as a person reads it; any other line as it is.
 *
 * @param {string} line
 */
export function readable(line) {
  const entry = parsed(line);
  if (entry === undefined) return line;
  const { level, message, error } = entry;
  return [level, message, reasonOf(error)].filter(Boolean).join(': ');
}

/** @typedef {{ message?: string, driverError?: { message?: string } } | string | undefined} LoggedError */

/** @param {LoggedError} error */
function reasonOf(error) {
  return typeof error === 'string' ? error : (error?.message ?? error?.driverError?.message);
}

/**
 * @param {string} line
 * @returns {{ level?: string, message?: string, error?: LoggedError } | undefined}
 */
function parsed(line) {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
