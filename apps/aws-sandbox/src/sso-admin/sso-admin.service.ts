import * as client from '@aws-sdk/client-sso-admin';

import { JsonProtocol } from '../protocol/json-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import {
  listAccountAssignments,
  listAccountAssignmentsForPrincipal,
  listAccountsForProvisionedPermissionSet,
  listPermissionSetsProvisionedToAccount,
} from './assignment-lists.js';
import { createAccountAssignment, deleteAccountAssignment, describeCreation, describeDeletion } from './assignments.js';
import { describeInstance, listInstances, listTagsForResource, tagResource, untagResource } from './instances.js';
import {
  attachCustomerPolicy,
  attachManagedPolicy,
  deleteBoundary,
  deleteInlinePolicy,
  detachCustomerPolicy,
  detachManagedPolicy,
  getBoundary,
  getInlinePolicy,
  listCustomerPolicies,
  listManagedPolicies,
  putBoundary,
  putInlinePolicy,
} from './permission-set-policies.js';
import {
  createPermissionSet,
  deletePermissionSet,
  describePermissionSet,
  listPermissionSets,
  updatePermissionSet,
} from './permission-sets.js';
import { describeProvisioning, provisionPermissionSet } from './provisioning.js';

export const ssoAdminService: AwsService = {
  signingName: 'sso',
  protocol: new JsonProtocol(
    {
      namespace: 'com.amazonaws.ssoadmin',
      xmlNamespace: '',
      version: '2020-07-20',
      operations: operationSchemasOf(client),
    },
    { target: 'SWBExternalService', version: '1.1' },
  ),
  operations: byName([
    attachCustomerPolicy,
    attachManagedPolicy,
    createAccountAssignment,
    createPermissionSet,
    deleteAccountAssignment,
    deleteBoundary,
    deleteInlinePolicy,
    deletePermissionSet,
    describeCreation,
    describeDeletion,
    describeInstance,
    describePermissionSet,
    describeProvisioning,
    detachCustomerPolicy,
    detachManagedPolicy,
    getBoundary,
    getInlinePolicy,
    listAccountAssignments,
    listAccountAssignmentsForPrincipal,
    listAccountsForProvisionedPermissionSet,
    listCustomerPolicies,
    listInstances,
    listManagedPolicies,
    listPermissionSets,
    listPermissionSetsProvisionedToAccount,
    listTagsForResource,
    provisionPermissionSet,
    putBoundary,
    putInlinePolicy,
    tagResource,
    untagResource,
    updatePermissionSet,
  ]),
};
