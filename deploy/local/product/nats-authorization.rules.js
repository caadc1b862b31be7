/**
 * Name of the variable in deploy/nats/authorization.conf that holds a user's public key.
 *
 * @param {string} user a service, or the provisioner
 */
export function nkeyVariable(user) {
  return `GATEHOUSE_NKEY_${user.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * Who may do what on our nats-server: the generated authorization, with this installation's public keys in front of it.
 *
 * @param {{ authorization: string, publicKeys: ReadonlyMap<string, string> }} options
 *   authorization: text of deploy/nats/authorization.conf; publicKeys: user → nkey
 */
export function natsConfiguration({ authorization, publicKeys }) {
  const variables = [...publicKeys].map(([user, key]) => `${nkeyVariable(user)}: ${JSON.stringify(key)}`);
  return `${variables.join('\n')}\n${authorization}`;
}
