import * as client from '@aws-sdk/client-iam';

import { QueryProtocol } from '../protocol/query-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AnyOperation, type AwsService, byName } from '../service/operation.js';
import * as accessKeys from './access-keys.js';
import * as accountAuthorizationDetails from './account-authorization-details.js';
import * as accountSettings from './account-settings.js';
import * as accountSummary from './account-summary.js';
import * as contextKeys from './context-keys.js';
import * as credentialReport from './credential-report.js';
import * as groupChanges from './group-changes.js';
import * as groups from './groups.js';
import { iamResources } from './iam-resources.js';
import * as instanceProfiles from './instance-profiles.js';
import * as loginProfiles from './login-profiles.js';
import * as managedPolicies from './managed-policies.js';
import * as mfaDevices from './mfa-devices.js';
import * as oidcProviders from './oidc-providers.js';
import * as policiesGrantingAccess from './policies-granting-access.js';
import * as policyLists from './policy-lists.js';
import * as policyTags from './policy-tags.js';
import * as roleLifecycle from './role-lifecycle.js';
import * as rolePermissions from './role-permissions.js';
import * as roles from './roles.js';
import * as samlProviders from './saml-providers.js';
import * as serviceLastAccessed from './service-last-accessed.js';
import * as serviceLinkedRoles from './service-linked-roles.js';
import * as simulation from './simulation.js';
import * as userLifecycle from './user-lifecycle.js';
import * as userMfa from './user-mfa.js';
import * as userPermissions from './user-permissions.js';
import * as users from './users.js';

/** The operations among what modules export. */
function operationsIn(...modules: readonly object[]): readonly AnyOperation[] {
  return modules.flatMap((module) => Object.values(module).filter(isOperation));
}

function isOperation(value: unknown): value is AnyOperation {
  return typeof value === 'object' && value !== null && 'schema' in value && 'handle' in value;
}

export const iamService: AwsService = {
  signingName: 'iam',
  protocol: new QueryProtocol({
    namespace: 'com.amazonaws.iam',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    version: '2010-05-08',
    operations: operationSchemasOf(client),
  }),
  operations: byName(
    operationsIn(
      accessKeys,
      accountAuthorizationDetails,
      accountSettings,
      accountSummary,
      contextKeys,
      credentialReport,
      groupChanges,
      groups,
      instanceProfiles,
      loginProfiles,
      managedPolicies,
      mfaDevices,
      oidcProviders,
      policiesGrantingAccess,
      policyLists,
      policyTags,
      roleLifecycle,
      rolePermissions,
      roles,
      samlProviders,
      serviceLastAccessed,
      serviceLinkedRoles,
      simulation,
      userLifecycle,
      userMfa,
      userPermissions,
      users,
    ),
  ),
  resources: iamResources,
};
