/**
 * Name of the variable in deploy/nats/permissions.conf that holds a service's permissions.
 *
 * @param {string} service
 */
export function permissionsVariable(service) {
  return `PERMISSIONS_${service.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * The `authorization` block of nats-server: the generated permissions, and one user per service that has them. The
 * provisioner alone may do everything. Nobody else is let in.
 *
 * @param {{ permissions: string, publicKeys: ReadonlyMap<string, string>, provisioner: string }} options
 *   permissions: text of deploy/nats/permissions.conf; publicKeys: user → nkey
 */
export function natsAuthorization({ permissions, publicKeys, provisioner }) {
  const users = [...publicKeys].map(([user, key]) =>
    user === provisioner ? `    { nkey: ${key} }` : `    { nkey: ${key}, permissions: $${permissionsVariable(user)} }`,
  );
  return `authorization {\n${permissions.trim()}\n  users: [\n${users.join('\n')}\n  ]\n}\n`;
}
