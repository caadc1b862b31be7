import { AwsClients, awsEstateOf, parseGatehouseFile } from '@gatehouse/aws';
import { builtInCollectors } from './collectors/built-in-collectors.js';
import { EnabledRegions } from './collectors/enabled-regions.js';
import { AccessReports } from './service-usage/access-reports.js';
import { ORGANIZATION_PERMISSIONS } from './organization/organization-permissions.js';

/** What a part of the inventory needs to be allowed in every account, or in management accounts only. */
export interface PermissionsOfPart {
  readonly id: string;
  readonly summary: string;
  /** As AWS Config names them; empty for what brings no resources. */
  readonly resourceTypes: readonly string[];
  readonly awsPermissions: readonly string[];
  readonly isForManagementAccounts: boolean;
}

/** What the reader's role must be allowed, part by part: the documentation and the role itself are made from it. */
export function readerPermissions(): PermissionsOfPart[] {
  const file = parseGatehouseFile('none', 'aws: { reader: { spokeRoleName: reader } }');
  const clients = new AwsClients(awsEstateOf(file), 'nobody');
  const collectors = builtInCollectors(clients).map(({ id, summary, resourceTypes, awsPermissions }) => ({
    id,
    summary,
    resourceTypes: resourceTypes === 'everything-else' ? [] : resourceTypes,
    awsPermissions: sorted(awsPermissions),
    isForManagementAccounts: false,
  }));
  clients.close();
  const regions = {
    id: 'regions',
    summary: 'Which regions an account has enabled.',
    resourceTypes: [],
    awsPermissions: sorted(EnabledRegions.awsPermissions),
    isForManagementAccounts: false,
  };
  const serviceUsage = {
    id: 'service-usage',
    summary: 'Which services each role and user may call, and when it last did.',
    resourceTypes: [],
    awsPermissions: sorted(AccessReports.awsPermissions),
    isForManagementAccounts: false,
  };
  const organization = {
    id: 'organization',
    summary: 'The accounts of an organization, where in it they are, and its service and resource control policies.',
    resourceTypes: [],
    awsPermissions: sorted(ORGANIZATION_PERMISSIONS),
    isForManagementAccounts: true,
  };
  return [...collectors, regions, serviceUsage, organization];
}

function sorted(permissions: readonly string[]): string[] {
  return [...new Set(permissions)].sort();
}
