import * as client from '@aws-sdk/client-ec2';

import { Ec2QueryProtocol } from '../protocol/ec2-query-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { ec2Resources } from './ec2-resources.js';
import { describeAddresses, describeNatGateways, describeVpcEndpoints } from './endpoints.js';
import { describeIamInstanceProfileAssociations, describeInstances, describeNetworkInterfaces } from './instances.js';
import { describeAvailabilityZones, describeRegions } from './regions.js';
import { createTags, deleteTags, describeTags } from './resource-tags.js';
import { describeInternetGateways, describeSubnets, describeVpcs } from './vpcs.js';

export const ec2Service: AwsService = {
  signingName: 'ec2',
  protocol: new Ec2QueryProtocol({
    namespace: 'com.amazonaws.ec2',
    xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
    version: '2016-11-15',
    operations: operationSchemasOf(client),
  }),
  resources: ec2Resources,
  operations: byName([
    createTags,
    deleteTags,
    describeAddresses,
    describeAvailabilityZones,
    describeIamInstanceProfileAssociations,
    describeInstances,
    describeInternetGateways,
    describeNatGateways,
    describeNetworkInterfaces,
    describeRegions,
    describeSubnets,
    describeTags,
    describeVpcEndpoints,
    describeVpcs,
  ]),
};
