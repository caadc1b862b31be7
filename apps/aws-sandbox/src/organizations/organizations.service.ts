import * as client from '@aws-sdk/client-organizations';

import { JsonProtocol } from '../protocol/json-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { closeAccount, leaveOrganization, moveAccount, removeAccountFromOrganization } from './account-changes.js';
import { createAccount, describeCreateAccountStatus, listCreateAccountStatus } from './account-requests.js';
import { describeAccount, describeOrganization, listAccounts, listAccountsForParent } from './accounts.js';
import {
  deregisterDelegatedAdministrator,
  listDelegatedAdministrators,
  listDelegatedServicesForAccount,
  registerDelegatedAdministrator,
} from './delegation.js';
import { listTagsForResource, tagResource, untagResource } from './organization-tags.js';
import { describePolicy, listPolicies, listPoliciesForTarget, listTargetsForPolicy } from './policies.js';
import { attachPolicy, detachPolicy, disablePolicyType, enablePolicyType } from './policy-attachments.js';
import { createPolicy, deletePolicy, updatePolicy } from './policy-changes.js';
import {
  describeOrganizationalUnit,
  listChildren,
  listOrganizationalUnitsForParent,
  listParents,
  listRoots,
} from './tree.js';
import { disableAwsServiceAccess, enableAwsServiceAccess, listAwsServiceAccess } from './trusted-services.js';
import { createOrganizationalUnit, deleteOrganizationalUnit, updateOrganizationalUnit } from './units.js';

export const organizationsService: AwsService = {
  signingName: 'organizations',
  protocol: new JsonProtocol(
    {
      namespace: 'com.amazonaws.organizations',
      xmlNamespace: 'http://organizations.amazonaws.com/doc/2016-11-28/',
      version: '2016-11-28',
      operations: operationSchemasOf(client),
    },
    { target: 'AWSOrganizationsV20161128', version: '1.1', invalidCode: 'InvalidInputException' },
  ),
  operations: byName([
    attachPolicy,
    closeAccount,
    createAccount,
    createOrganizationalUnit,
    createPolicy,
    deleteOrganizationalUnit,
    deletePolicy,
    deregisterDelegatedAdministrator,
    describeAccount,
    describeCreateAccountStatus,
    describeOrganization,
    describeOrganizationalUnit,
    describePolicy,
    detachPolicy,
    disableAwsServiceAccess,
    disablePolicyType,
    enableAwsServiceAccess,
    enablePolicyType,
    leaveOrganization,
    listAccounts,
    listAccountsForParent,
    listAwsServiceAccess,
    listChildren,
    listCreateAccountStatus,
    listDelegatedAdministrators,
    listDelegatedServicesForAccount,
    listOrganizationalUnitsForParent,
    listParents,
    listPolicies,
    listPoliciesForTarget,
    listRoots,
    listTagsForResource,
    listTargetsForPolicy,
    moveAccount,
    registerDelegatedAdministrator,
    removeAccountFromOrganization,
    tagResource,
    untagResource,
    updateOrganizationalUnit,
    updatePolicy,
  ]),
};
