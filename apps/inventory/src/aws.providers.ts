import type { Provider } from '@nestjs/common';
import { AwsClients, awsEstateOf, readGatehouseFile, type AwsEstate } from '@gatehouse/aws';
import { PlatformConfig } from '@gatehouse/service-host';
import { AccountSources } from './account/account-sources.js';
import { Collectors } from './collectors/collectors.js';
import { IamCollector } from './collectors/iam/iam-collector.js';
import { OrganizationAccounts } from './organization/organization-accounts.js';
import { OwnerTags } from './resource/owner-tags.js';

/** The ways in which inventory looks at AWS. */
export interface AwsAccess {
  readonly sources: AccountSources;
  readonly collectors: Collectors;
  readonly ownerTags: OwnerTags;
}

const ACCESS = Symbol('AwsAccess');

/** Shown in CloudTrail of the accounts that are read. */
const SESSION_NAME = 'gatehouse-inventory';

/** AWS as gatehouse.yaml describes it. */
export function awsAccessOf(estate: AwsEstate): AwsAccess {
  const clients = new AwsClients(estate, SESSION_NAME);
  const { partition, region } = estate;
  const organizations = estate.organizations.map(
    ({ managementAccountId }) => new OrganizationAccounts(clients, { managementAccountId, partition, region }),
  );
  return {
    sources: new AccountSources(organizations),
    collectors: new Collectors([new IamCollector(clients)]),
    ownerTags: new OwnerTags(estate.ownerTags),
  };
}

/** AWS for the service; a test gives its own `access`. */
export function awsProviders(access?: AwsAccess): Provider[] {
  return [
    {
      provide: ACCESS,
      inject: [PlatformConfig],
      useFactory: async (config: PlatformConfig) =>
        access ?? awsAccessOf(awsEstateOf(await readGatehouseFile(config.requireConfigFile()))),
    },
    { provide: AccountSources, inject: [ACCESS], useFactory: ({ sources }: AwsAccess) => sources },
    { provide: Collectors, inject: [ACCESS], useFactory: ({ collectors }: AwsAccess) => collectors },
    { provide: OwnerTags, inject: [ACCESS], useFactory: ({ ownerTags }: AwsAccess) => ownerTags },
  ];
}
