import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  RunInstancesCommand,
  paginateDescribeTags,
} from '@aws-sdk/client-ec2';
import { DecodeAuthorizationMessageCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { TwoAccounts, refusalOf } from './two-accounts.js';

const TRUST = '{ Statement: [{ Effect: Allow, Principal: { Service: ec2.amazonaws.com }, Action: sts:AssumeRole }] }';

const HOME = `
    roles: [{ name: app, trust: ${TRUST} }]
    optedInRegions: [eu-south-1]
    networks:
      - region: us-east-1
        idleAddresses: [{ name: forgotten }]
        vpcs:
          - name: payments
            cidr: 10.20.0.0/16
            internetGateway: true
            tags: { team: payments }
            subnets:
              - { name: public, cidr: 10.20.0.0/24, zone: a, public: true }
              - { name: private, cidr: 10.20.1.0/24, zone: b }
            endpoints:
              - { service: s3, type: Gateway, policy: { Statement: [{ Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: '*' }] } }
              - { service: sts, type: Interface, subnets: [private] }
            natGateways: [{ name: egress, subnet: public }]
            instances:
              - { name: api-1, subnet: private, profile: app, tags: { tier: api } }
              - { name: api-2, subnet: private, profile: app, tags: { tier: api } }
              - { name: bastion, subnet: public, elasticAddress: true, state: stopped }
`;

describe('EC2', () => {
  let sandbox: TwoAccounts;
  let ec2: EC2Client;
  let nobody: EC2Client;
  let vpcId: string;

  beforeAll(async () => {
    sandbox = await TwoAccounts.start(HOME);
    ec2 = new EC2Client(sandbox.options(sandbox.owner));
    nobody = new EC2Client(sandbox.options(sandbox.nobody));
    const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
    vpcId = Vpcs?.[0]?.VpcId ?? '';
  });

  afterAll(() => sandbox.stop());

  const byName = (...Values: string[]) => ({ Filters: [{ Name: 'tag:Name', Values }] });

  describe('regions', () => {
    it('are those an account has, and all when asked for', async () => {
      const { Regions = [] } = await ec2.send(new DescribeRegionsCommand({}));
      const statuses = new Map(Regions.map(({ RegionName, OptInStatus }) => [RegionName, OptInStatus]));
      expect(statuses.get('us-east-1')).toBe('opt-in-not-required');
      expect(statuses.get('eu-south-1')).toBe('opted-in');
      expect(statuses.has('af-south-1')).toBe(false);
      const all = await ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
      const off = all.Regions?.find(({ RegionName }) => RegionName === 'af-south-1');
      expect(off).toEqual({
        RegionName: 'af-south-1',
        Endpoint: 'ec2.af-south-1.amazonaws.com',
        OptInStatus: 'not-opted-in',
      });
      const filtered = new DescribeRegionsCommand({ Filters: [{ Name: 'region-name', Values: ['eu-west-?'] }] });
      expect((await ec2.send(filtered)).Regions?.map(({ RegionName }) => RegionName)).toEqual([
        'eu-west-1',
        'eu-west-2',
        'eu-west-3',
      ]);
      const unknown = await refusalOf(ec2.send(new DescribeRegionsCommand({ RegionNames: ['eu-moon-1'] })));
      expect(unknown).toMatchObject({
        code: 'InvalidParameterValue',
        message: 'Invalid region names provided: eu-moon-1',
      });
    });

    it('have zones', async () => {
      const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand({}));
      expect(AvailabilityZones.map(({ ZoneName, ZoneId }) => [ZoneName, ZoneId])).toContainEqual([
        'us-east-1a',
        'use1-az1',
      ]);
      const unknown = new DescribeAvailabilityZonesCommand({ ZoneNames: ['us-east-1z'] });
      expect((await refusalOf(ec2.send(unknown))).code).toBe('InvalidParameterValue');
    });
  });

  describe('networks', () => {
    it('are the VPCs of the account in the region', async () => {
      const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }));
      expect(Vpcs).toHaveLength(1);
      expect(Vpcs?.[0]).toMatchObject({ CidrBlock: '10.20.0.0/16', State: 'available', IsDefault: false });
      expect(Vpcs?.[0]?.Tags).toContainEqual({ Key: 'team', Value: 'payments' });
      const tokyo = new EC2Client(sandbox.options(sandbox.owner, 'ap-northeast-1'));
      const elsewhere = await tokyo.send(new DescribeVpcsCommand({}));
      expect(elsewhere.Vpcs?.map(({ CidrBlock, IsDefault }) => [CidrBlock, IsDefault])).toEqual([
        ['172.31.0.0/16', true],
      ]);
      expect(await refusalOf(tokyo.send(new DescribeVpcsCommand({ VpcIds: [vpcId] })))).toMatchObject({
        code: 'InvalidVpcID.NotFound',
        message: `The vpc ID '${vpcId}' does not exist`,
      });
    });

    it('have subnets and an internet gateway', async () => {
      const { Subnets = [] } = await ec2.send(
        new DescribeSubnetsCommand({
          Filters: [
            { Name: 'vpc-id', Values: [vpcId] },
            { Name: 'availability-zone', Values: ['*b'] },
          ],
        }),
      );
      expect(Subnets.map(({ CidrBlock, MapPublicIpOnLaunch }) => [CidrBlock, MapPublicIpOnLaunch])).toEqual([
        ['10.20.1.0/24', false],
      ]);
      // Two instances and one endpoint are in it, and five addresses are AWS's.
      expect(Subnets[0]?.AvailableIpAddressCount).toBe(248);
      const { InternetGateways } = await ec2.send(new DescribeInternetGatewaysCommand({}));
      expect(InternetGateways?.[0]?.Attachments).toEqual([{ VpcId: vpcId, State: 'available' }]);
      const refused = async (call: Promise<unknown>) => (await refusalOf(call)).code;
      const [SubnetIds, InternetGatewayIds] = [['subnet-1'], ['igw-1']];
      expect(await refused(ec2.send(new DescribeSubnetsCommand({ SubnetIds })))).toBe('InvalidSubnetID.NotFound');
      expect(await refused(ec2.send(new DescribeInternetGatewaysCommand({ InternetGatewayIds })))).toBe(
        'InvalidInternetGatewayID.NotFound',
      );
    });

    it('have endpoints, each with its policy', async () => {
      const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({}));
      const [s3, sts] = ['s3', 'sts'].map((name) =>
        VpcEndpoints.find((each) => each.ServiceName?.endsWith(`.${name}`)),
      );
      expect(s3).toMatchObject({ VpcEndpointType: 'Gateway', VpcId: vpcId, State: 'available' });
      expect(JSON.parse(s3?.PolicyDocument ?? '')).toHaveProperty('Statement.0.Action', 's3:GetObject');
      expect(JSON.parse(sts?.PolicyDocument ?? '')).toHaveProperty('Statement.0.Action', '*');
      expect(sts?.NetworkInterfaceIds).toHaveLength(1);
      const gateways = { Filters: [{ Name: 'vpc-endpoint-type', Values: ['Gateway'] }] };
      expect((await ec2.send(new DescribeVpcEndpointsCommand(gateways))).VpcEndpoints).toHaveLength(1);
      const missing = new DescribeVpcEndpointsCommand({ VpcEndpointIds: ['vpce-0123456789abcdef0'] });
      expect((await refusalOf(ec2.send(missing))).code).toBe('InvalidVpcEndpointId.NotFound');
      const wrong = new DescribeVpcEndpointsCommand({ VpcEndpointIds: ['castle'] });
      expect((await refusalOf(ec2.send(wrong))).code).toBe('InvalidVpcEndpointId.Malformed');
    });

    it('have ways out, and addresses that are in use or not', async () => {
      const available = { Filter: [{ Name: 'state', Values: ['available'] }] };
      const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand(available));
      const [address] = NatGateways.flatMap(({ NatGatewayAddresses = [] }) => NatGatewayAddresses);
      const PublicIps = [String(address?.PublicIp)];
      const { Addresses = [] } = await ec2.send(new DescribeAddressesCommand({ PublicIps }));
      expect(Addresses[0]).toMatchObject({ AllocationId: address?.AllocationId, PrivateIpAddress: address?.PrivateIp });
      const all = await ec2.send(new DescribeAddressesCommand({}));
      expect(all.Addresses?.filter(({ AssociationId }) => AssociationId === undefined)).toHaveLength(1);
    });

    it.each([
      ['NatGatewayNotFound', new DescribeNatGatewaysCommand({ NatGatewayIds: ['nat-0123456789abcdef0'] })],
      ['NatGatewayMalformed', new DescribeNatGatewaysCommand({ NatGatewayIds: ['nat-x'] })],
      ['InvalidAddress.NotFound', new DescribeAddressesCommand({ PublicIps: ['192.0.2.1'] })],
      ['InvalidAllocationID.NotFound', new DescribeAddressesCommand({ AllocationIds: ['eipalloc-0123456789abcdef0'] })],
    ])('are refused with %s', async (code, command) => {
      expect((await refusalOf(ec2.send(command as DescribeAddressesCommand))).code).toBe(code);
    });

    it('have interfaces that say who uses them', async () => {
      const filter = { Filters: [{ Name: 'interface-type', Values: ['nat_gateway'] }] };
      const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand(filter));
      expect(NetworkInterfaces[0]?.Description).toMatch(/^Interface for NAT Gateway nat-0[0-9a-f]{16}$/);
      expect(NetworkInterfaces[0]?.Association?.PublicIp).toMatch(/^198\.1[89]\./);
      const NetworkInterfaceIds = ['eni-0123456789abcdef0'];
      const missing = ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds }));
      expect((await refusalOf(missing)).code).toBe('InvalidNetworkInterfaceID.NotFound');
    });
  });

  describe('instances', () => {
    it('are found by their profile', async () => {
      const arn = 'arn:aws:iam::222222222222:instance-profile/app';
      const filter = { Filters: [{ Name: 'iam-instance-profile.arn', Values: [arn] }] };
      const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand(filter));
      const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
      expect(instances.map(({ PrivateIpAddress }) => PrivateIpAddress).sort()).toEqual(['10.20.1.5', '10.20.1.6']);
      expect(instances[0]?.IamInstanceProfile?.Id).toMatch(/^AIPA[A-Z2-7]{17}$/);
      expect(instances[0]?.State).toEqual({ Code: 16, Name: 'running' });
      const InstanceIds = [instances[0]?.InstanceId ?? ''];
      const { IamInstanceProfileAssociations = [] } = await ec2.send(
        new DescribeIamInstanceProfileAssociationsCommand({ Filters: [{ Name: 'instance-id', Values: InstanceIds }] }),
      );
      expect(IamInstanceProfileAssociations.map((each) => [each.IamInstanceProfile?.Arn, each.State])).toEqual([
        [arn, 'associated'],
      ]);
    });

    it('keep their address when they are stopped', async () => {
      const { Reservations } = await ec2.send(new DescribeInstancesCommand(byName('bastion')));
      const bastion = Reservations?.[0]?.Instances?.[0];
      expect(bastion?.State?.Name).toBe('stopped');
      expect(bastion?.PublicIpAddress).toMatch(/^198\.1[89]\./);
    });

    it('are refused by ids that are none', async () => {
      const ask = (id: string) => refusalOf(ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] })));
      expect((await ask('i-0123456789abcdef0')).message).toBe("The instance ID 'i-0123456789abcdef0' does not exist");
      expect((await ask('castle')).code).toBe('InvalidInstanceID.Malformed');
      const association = new DescribeIamInstanceProfileAssociationsCommand({ AssociationIds: ['iip-assoc-0'] });
      expect((await refusalOf(ec2.send(association))).code).toBe('InvalidAssociationID.NotFound');
    });

    it('are not started by the sandbox', async () => {
      const run = new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ImageId: 'ami-1' });
      expect((await refusalOf(ec2.send(run))).code).toBe('InvalidAction');
    });
  });

  describe('filters and pages', () => {
    it.each([
      ['a filter nobody has', { Filters: [{ Name: 'castle', Values: ['x'] }] }, 'InvalidParameterValue'],
      ['too small pages', { MaxResults: 4 }, 'InvalidParameterValue'],
      ['too large pages', { MaxResults: 1001 }, 'InvalidParameterValue'],
      ['a token nobody gave out', { NextToken: 'nonsense' }, 'InvalidPaginationToken'],
      ['pages of ids', { MaxResults: 5, InstanceIds: ['i-0123456789abcdef0'] }, 'InvalidParameterCombination'],
      [
        'too many values',
        { Filters: [{ Name: 'vpc-id', Values: Array.from({ length: 201 }, String) }] },
        'FilterLimitExceeded',
      ],
    ])('do not take %s', async (_what, input, code) => {
      expect((await refusalOf(ec2.send(new DescribeInstancesCommand(input)))).code).toBe(code);
    });

    it('go through a long list in order', async () => {
      const seen: string[] = [];
      let largest = 0;
      for await (const { Tags = [] } of paginateDescribeTags({ client: ec2, pageSize: 5 }, {})) {
        largest = Math.max(largest, Tags.length);
        seen.push(...Tags.map(({ ResourceId = '', Key = '' }) => `${ResourceId}/${Key}`));
      }
      expect(largest).toBe(5);
      expect(seen.length).toBeGreaterThan(10);
      expect(new Set(seen).size).toBe(seen.length);
    });
  });

  describe('tags', () => {
    it('are set on several resources at once and taken away by key or by value', async () => {
      const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
      const Resources = Subnets.map(({ SubnetId = '' }) => SubnetId);
      const owner = { Key: 'owner', Value: 'ada' };
      await ec2.send(new CreateTagsCommand({ Resources, Tags: [owner, { Key: 'empty', Value: '' }] }));
      const tagged = { Filters: [{ Name: 'tag:owner', Values: ['ada'] }] };
      expect((await ec2.send(new DescribeSubnetsCommand(tagged))).Subnets).toHaveLength(2);
      const described = await ec2.send(new DescribeTagsCommand(tagged));
      expect(described.Tags?.map(({ ResourceType, Key }) => [ResourceType, Key])).toEqual([
        ['subnet', 'owner'],
        ['subnet', 'owner'],
      ]);
      await ec2.send(new DeleteTagsCommand({ Resources, Tags: [{ Key: 'owner', Value: 'other' }] }));
      expect((await ec2.send(new DescribeTagsCommand(tagged))).Tags).toHaveLength(2);
      await ec2.send(new DeleteTagsCommand({ Resources: Resources.slice(0, 1), Tags: [{ Key: 'owner' }] }));
      expect((await ec2.send(new DescribeTagsCommand(tagged))).Tags).toHaveLength(1);
    });

    it.each([
      ['of AWS', [{ Key: 'aws:x', Value: 'y' }], 'InvalidParameterValue'],
      ['without key', [{ Key: '', Value: 'y' }], 'InvalidParameterValue'],
      [
        'twice',
        [
          { Key: 'a', Value: '' },
          { Key: 'a', Value: '' },
        ],
        'InvalidParameterValue',
      ],
      ['of long values', [{ Key: 'a', Value: 'x'.repeat(257) }], 'InvalidParameterValue'],
      [
        'by the dozen',
        Array.from({ length: 51 }, (_each, index) => ({ Key: `k${String(index)}`, Value: '' })),
        'TagLimitExceeded',
      ],
    ])('are refused %s', async (_what, Tags, code) => {
      expect((await refusalOf(ec2.send(new CreateTagsCommand({ Resources: [vpcId], Tags })))).code).toBe(code);
    });

    it('are refused on what is not there', async () => {
      const tag = (id: string) =>
        refusalOf(ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'a', Value: 'b' }] })));
      expect((await tag('vpc-0123456789abcdef0')).code).toBe('InvalidVpcID.NotFound');
      expect((await tag('castle')).code).toBe('InvalidID');
    });
  });

  describe('permission', () => {
    it('is asked for before anything else', async () => {
      expect(await refusalOf(nobody.send(new DescribeVpcsCommand({ VpcIds: ['vpc-1'] })))).toEqual({
        code: 'UnauthorizedOperation',
        status: 403,
        message:
          'You are not authorized to perform this operation. User: arn:aws:iam::222222222222:user/nobody is not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows the ec2:DescribeVpcs action',
      });
    });

    it('is explained to those who may read the explanation', async () => {
      const tag = new CreateTagsCommand({ Resources: [vpcId], Tags: [{ Key: 'a', Value: 'b' }] });
      const { message } = await refusalOf(nobody.send(tag));
      const EncodedMessage = /Encoded authorization failure message: (\S+)$/.exec(message)?.[1];
      const sts = new STSClient(sandbox.options(sandbox.owner));
      const { DecodedMessage } = await sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage }));
      expect(JSON.parse(DecodedMessage ?? '')).toMatchObject({
        allowed: false,
        context: { action: 'ec2:CreateTags', resource: `arn:aws:ec2:us-east-1:222222222222:vpc/${vpcId}` },
      });
    });

    it('is all that a dry run looks at', async () => {
      const dry = { VpcIds: ['vpc-1'], DryRun: true };
      expect(await refusalOf(ec2.send(new DescribeVpcsCommand(dry)))).toEqual({
        code: 'DryRunOperation',
        status: 412,
        message: 'Request would have succeeded, but DryRun flag is set.',
      });
      expect((await refusalOf(nobody.send(new DescribeVpcsCommand(dry)))).code).toBe('UnauthorizedOperation');
    });

    it('is for those whom AWS knows', async () => {
      const stranger = { accessKeyId: 'AKIASTRANGERSTRANGER', secretAccessKey: 'whatever' };
      const call = new EC2Client(sandbox.options(stranger)).send(new DescribeVpcsCommand({}));
      expect(await refusalOf(call)).toMatchObject({ code: 'AuthFailure', status: 401 });
    });
  });
});
