import * as client from '@aws-sdk/client-identitystore';

import { JsonProtocol } from '../protocol/json-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { createGroup, deleteGroup, describeGroup, getGroupId, listGroups, updateGroup } from './groups.js';
import {
  createGroupMembership,
  deleteGroupMembership,
  describeGroupMembership,
  getGroupMembershipId,
  isMemberInGroups,
  listGroupMemberships,
  listGroupMembershipsForMember,
} from './memberships.js';
import { createUser, deleteUser, describeUser, getUserId, listUsers, updateUser } from './users.js';

export const identityStoreService: AwsService = {
  signingName: 'identitystore',
  protocol: new JsonProtocol(
    {
      namespace: 'com.amazonaws.identitystore',
      xmlNamespace: '',
      version: '2020-06-15',
      operations: operationSchemasOf(client),
    },
    { target: 'AWSIdentityStore', version: '1.1' },
  ),
  operations: byName([
    createGroup,
    createGroupMembership,
    createUser,
    deleteGroup,
    deleteGroupMembership,
    deleteUser,
    describeGroup,
    describeGroupMembership,
    describeUser,
    getGroupId,
    getGroupMembershipId,
    getUserId,
    isMemberInGroups,
    listGroupMemberships,
    listGroupMembershipsForMember,
    listGroups,
    listUsers,
    updateGroup,
    updateUser,
  ]),
};
