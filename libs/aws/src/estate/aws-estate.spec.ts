import { describe, expect, it } from '@jest/globals';
import { awsEstateOf } from './aws-estate.js';
import { ConfigurationProblem, parseGatehouseFile, readGatehouseFile } from './gatehouse-file.js';

const estateOf = (text: string) => awsEstateOf(parseGatehouseFile('gatehouse.yaml', text));

describe(awsEstateOf, () => {
  it('needs nothing but fills in what is usual', () => {
    expect(estateOf('')).toMatchObject({
      partition: 'aws',
      region: 'us-east-1',
      regions: ['us-east-1'],
      organizations: [],
      sessions: { attribution: 'prefer' },
    });
  });

  it('reads a whole estate', () => {
    const estate = estateOf(`
aws:
  partition: aws
  region: us-east-1
  regions: [us-east-1, eu-west-1]
  organizations: [{ managementAccountId: '100000000001' }]
  reader: { spokeRoleName: gatehouse-reader-spoke, externalId: gatehouse-demo }
  console: { federationUrl: 'http://127.0.0.1:4599/federation', consoleUrl: 'http://127.0.0.1:4599/console' }
  rateLimits: { 'iam:GetAccountAuthorizationDetails': 5 }
`);
    expect(estate.reader).toEqual({ spokeRoleName: 'gatehouse-reader-spoke', externalId: 'gatehouse-demo' });
    expect(estate.rateLimits).toEqual({ 'iam:GetAccountAuthorizationDetails': 5 });
  });

  it.each([
    [
      'an account id that YAML took for a number',
      'aws: { organizations: [{ managementAccountId: 100000000001 }] }',
      'aws.organizations.0.managementAccountId',
    ],
    ['a region that is none', 'aws: { region: Europe }', 'aws.region: An AWS region, e.g. eu-west-1.'],
    [
      'a misspelt key',
      'aws: { reader: { spokeRole: x, spokeRoleName: y } }',
      'aws.reader.spokeRole: is not known here',
    ],
    ['a rate for something that is no API', 'aws: { rateLimits: { iam: 5 } }', 'aws.rateLimits.iam'],
  ])('names the key of %s', (_what, text, message) => {
    expect(() => estateOf(text)).toThrow(ConfigurationProblem);
    expect(() => estateOf(text)).toThrow(message);
  });
});

describe(parseGatehouseFile, () => {
  it('says where the text stops being YAML', () => {
    expect(() => parseGatehouseFile('gatehouse.yaml', 'aws: [')).toThrow(/gatehouse.yaml is not readable YAML.*line/s);
  });

  it('names a section that is not known', () => {
    expect(() => parseGatehouseFile('gatehouse.yaml', 'eligibilty: {}')).toThrow('not known: eligibilty');
  });

  it('wants named sections', () => {
    expect(() => parseGatehouseFile('gatehouse.yaml', '- aws')).toThrow('must begin with named sections');
  });
});

describe(readGatehouseFile, () => {
  it('says which setting names the file when there is none', async () => {
    await expect(readGatehouseFile('/nowhere/gatehouse.yaml')).rejects.toThrow('GATEHOUSE_CONFIG_FILE');
  });
});
