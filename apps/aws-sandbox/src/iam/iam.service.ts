import * as client from '@aws-sdk/client-iam';

import { QueryProtocol } from '../protocol/query-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { getAccountAuthorizationDetails } from './account-authorization-details.js';
import {
  createPolicy,
  createPolicyVersion,
  deletePolicy,
  deletePolicyVersion,
  getPolicy,
  getPolicyVersion,
  listPolicyVersions,
  setDefaultPolicyVersion,
} from './managed-policies.js';
import { getGroup, listGroups } from './groups.js';
import { listEntitiesForPolicy, listPolicies } from './policy-lists.js';
import { createRole, deleteRole, updateRole } from './role-lifecycle.js';
import {
  attachRolePolicy,
  deleteRolePermissionsBoundary,
  deleteRolePolicy,
  detachRolePolicy,
  putRolePermissionsBoundary,
  putRolePolicy,
  tagRole,
  untagRole,
  updateAssumeRolePolicy,
} from './role-permissions.js';
import {
  getRole,
  getRolePolicy,
  listAttachedRolePolicies,
  listRolePolicies,
  listRoles,
  listRoleTags,
} from './roles.js';
import {
  getUser,
  getUserPolicy,
  listAttachedUserPolicies,
  listGroupsForUser,
  listUserPolicies,
  listUsers,
} from './users.js';

export const iamService: AwsService = {
  signingName: 'iam',
  protocol: new QueryProtocol({
    namespace: 'com.amazonaws.iam',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    version: '2010-05-08',
    operations: operationSchemasOf(client),
  }),
  operations: byName([
    getGroup,
    getUser,
    getUserPolicy,
    listAttachedUserPolicies,
    listEntitiesForPolicy,
    listGroups,
    listGroupsForUser,
    listPolicies,
    listUserPolicies,
    listUsers,
    attachRolePolicy,
    createPolicy,
    createPolicyVersion,
    createRole,
    deletePolicy,
    deletePolicyVersion,
    deleteRole,
    deleteRolePermissionsBoundary,
    deleteRolePolicy,
    detachRolePolicy,
    getPolicy,
    getPolicyVersion,
    listPolicyVersions,
    putRolePermissionsBoundary,
    putRolePolicy,
    setDefaultPolicyVersion,
    tagRole,
    untagRole,
    updateAssumeRolePolicy,
    updateRole,
    getAccountAuthorizationDetails,
    getRole,
    getRolePolicy,
    listAttachedRolePolicies,
    listRolePolicies,
    listRoles,
    listRoleTags,
  ]),
};
