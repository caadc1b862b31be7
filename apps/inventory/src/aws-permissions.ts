import { AwsClients, awsEstateOf, parseGatehouseFile, readGatehouseFile } from '@gatehouse/aws';
import { resourceCollectors, type ResourceCollector } from '@gatehouse/plugin-sdk';
import { allCollectors } from './collectors/all-collectors.js';
import { EnabledRegions } from './collectors/enabled-regions.js';
import { AccessReports } from './service-usage/access-reports.js';
import { installedExtensions } from './plugins/installed-plugins.js';
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

/** What a collector states, a plugin's or one of ours. */
export function permissionsOf(
  collector: Pick<ResourceCollector, 'id' | 'summary' | 'awsPermissions'> & {
    readonly resourceTypes: readonly string[] | 'everything-else';
  },
): PermissionsOfPart {
  const { id, summary, resourceTypes, awsPermissions } = collector;
  return {
    id,
    summary,
    resourceTypes: resourceTypes === 'everything-else' ? [] : resourceTypes,
    awsPermissions: sorted(awsPermissions),
    isForManagementAccounts: false,
  };
}

/** The same with what the plugins of a gatehouse.yaml need. Rejects as the service does when one cannot be loaded. */
export async function readerPermissionsOf(path: string): Promise<PermissionsOfPart[]> {
  const host = { now: () => new Date(), log: () => undefined };
  const plugged = await installedExtensions(await readGatehouseFile(path), resourceCollectors, { host });
  return [...readerPermissions(), ...plugged.map(permissionsOf)];
}

/** What the reader's role must be allowed, part by part: the documentation and the role itself are made from it. */
export function readerPermissions(): PermissionsOfPart[] {
  const file = parseGatehouseFile('none', 'aws: { reader: { spokeRoleName: reader } }');
  const clients = new AwsClients(awsEstateOf(file), 'nobody');
  const collectors = allCollectors(clients).map(permissionsOf);
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
