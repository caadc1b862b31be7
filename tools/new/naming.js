const KEBAB = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** @param {string} name @param {string} what */
export function kebab(name, what) {
  if (KEBAB.test(name)) return name;
  throw new Error(`${what} is written in lower case with hyphens, e.g. revoke-sessions; not "${name}"`);
}

/**
 * Splits `<service>/<name>`.
 * @param {string | undefined} word
 * @param {string} usage
 * @returns {[service: string, name: string]}
 */
export function serviceAndName(word, usage) {
  const [service, name, ...rest] = (word ?? '').split('/');
  if (!service || !name || rest.length > 0) throw new Error(`Usage: npm run new ${usage}`);
  return [kebab(service, 'The service'), kebab(name, 'The name')];
}

/** `revoke-sessions` → `revokeSessions`. @param {string} name */
export function camel(name) {
  return name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

/** `revoke-sessions` → `RevokeSessions`. @param {string} name */
export function pascal(name) {
  const written = camel(name);
  return written.charAt(0).toUpperCase() + written.slice(1);
}
