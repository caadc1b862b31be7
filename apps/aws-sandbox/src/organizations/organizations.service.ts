import * as client from '@aws-sdk/client-organizations';

import { JsonProtocol } from '../protocol/json-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { describeAccount, describeOrganization, listAccounts, listAccountsForParent } from './accounts.js';
import { describePolicy, listPolicies, listPoliciesForTarget, listTargetsForPolicy } from './policies.js';
import {
  describeOrganizationalUnit,
  listChildren,
  listOrganizationalUnitsForParent,
  listParents,
  listRoots,
} from './tree.js';

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
    describeAccount,
    describeOrganization,
    describeOrganizationalUnit,
    describePolicy,
    listAccounts,
    listAccountsForParent,
    listChildren,
    listOrganizationalUnitsForParent,
    listParents,
    listPolicies,
    listPoliciesForTarget,
    listRoots,
    listTargetsForPolicy,
  ]),
};
