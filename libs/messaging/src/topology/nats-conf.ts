import type { ServiceManifest } from '@gatehouse/contracts';
import { inboxPrefixOf } from '../connection/connect-nats.js';
import { natsPermissionsOf, type ServicePermissions } from './permissions.js';

/** The one user that makes streams and consumers; no service is it. */
export const PROVISIONER = 'provisioner';

/**
 * Seconds for a client to sign in. nats-server's own 2 are too few for a service that starts on a busy machine: it is
 * hung up on while it computes its signature, and hears nothing of that.
 */
const SIGN_IN_SECONDS = 10;

const HEAD = '# Generated from the manifests; do not edit.\n';

/**
 * A whole `authorization` block: one nkey user for each service and the provisioner, their public keys from variables
 * (`GATEHOUSE_NKEY_CREDENTIALS`), which nats-server finds in its environment or further up in its configuration.
 */
export function authorizationConf(manifests: readonly ServiceManifest[]): string {
  const permissions = natsPermissionsOf(manifests);
  const users = [
    ...permissions.map(
      ({ service }) => `    { nkey: $${nkeyVariableOf(service)}, permissions: $${permissionsVariableOf(service)} }`,
    ),
    `    { nkey: $${nkeyVariableOf(PROVISIONER)}, permissions: ${provisionerPermissions()} }`,
  ];
  const variables = permissions
    .map(variableOf)
    .join('')
    .replace(/^(?=.)/gm, '  ');
  return `${HEAD}authorization {\n  timeout: ${SIGN_IN_SECONDS}\n${variables}  users: [\n${users.join('\n')}\n  ]\n}\n`;
}

/** Variable with the public nkey of a user: `GATEHOUSE_NKEY_POLICY_REQUESTS`. */
export function nkeyVariableOf(user: string): string {
  return `GATEHOUSE_NKEY_${upperSnake(user)}`;
}

function permissionsVariableOf(service: string): string {
  return `PERMISSIONS_${upperSnake(service)}`;
}

function upperSnake(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

function variableOf({ service, publish, subscribe, answers }: ServicePermissions): string {
  const lines = [
    `${permissionsVariableOf(service)}: {`,
    `  publish: { allow: [`,
    ...publish.map((subject) => `    ${JSON.stringify(subject)}`),
    `  ] }`,
    `  subscribe: { allow: [`,
    ...subscribe.map((subject) => `    ${JSON.stringify(subject)}`),
    `  ] }`,
    // One answer to each request, for as long as any contract's time limit.
    ...(answers ? [`  allow_responses: { max: 1, expires: "5m" }`] : []),
    `}`,
  ];
  return `${lines.join('\n')}\n`;
}

function provisionerPermissions(): string {
  return `{ publish: { allow: ["$JS.API.>"] }, subscribe: { allow: ["${inboxPrefixOf(PROVISIONER)}.>"] } }`;
}
