import { Module, type DynamicModule } from '@nestjs/common';
import { PersistenceModule } from '@gatehouse/persistence';
import { taskMigrations, TasksModule } from '@gatehouse/tasks';
import { accessProviders } from './access/access.providers.js';
import { AccountRepository } from './account/account.repository.js';
import { FreshnessJudge } from './account/freshness-judge.js';
import { awsProviders, type AwsAccess } from './aws.providers.js';
import { changesProviders } from './changes/changes.providers.js';
import { denialProviders } from './denial/denial.providers.js';
import { ExplainDenialHandler } from './explain-denial/explain-denial.handler.js';
import { forgetDenialsTask } from './forget-denials/forget-denials.task.js';
import { ListDenialsHandler } from './list-denials/list-denials.handler.js';
import { FindResourceHandler } from './find-resource/find-resource.handler.js';
import { FindServiceUsageHandler } from './find-service-usage/find-service-usage.handler.js';
import { FindResourceQuery } from './find-resource/find-resource.query.js';
import { ResourceFreshness } from './find-resource/resource-freshness.js';
import { ResourceRows } from './find-resource/resource-rows.js';
import { ListPolicyUsesHandler } from './list-policy-uses/list-policy-uses.handler.js';
import { ListPolicyUsesQuery } from './list-policy-uses/list-policy-uses.query.js';
import { ListResourceVersionsHandler } from './list-resource-versions/list-resource-versions.handler.js';
import { ListResourceVersionsQuery } from './list-resource-versions/list-resource-versions.query.js';
import { RefreshResourceHandler } from './refresh-resource/refresh-resource.handler.js';
import { RefreshResource } from './refresh-resource/refresh-resource.use-case.js';
import { ResourceReading } from './refresh-resource/resource-reading.js';
import { ResourceReads } from './refresh-resource/resource-reads.js';
import { ResourcesToRead } from './refresh-resource/resources-to-read.js';
import { DocumentTextsQuery } from './resource/document-texts.js';
import { FindAccountHandler } from './find-account/find-account.handler.js';
import { FindPrincipalHandler } from './find-principal/find-principal.handler.js';
import { FindPrincipalQuery } from './find-principal/find-principal.query.js';
import { GetVisibilityHandler } from './get-visibility/get-visibility.handler.js';
import { ListAccountsHandler } from './list-accounts/list-accounts.handler.js';
import { ListAccountsQuery } from './list-accounts/list-accounts.query.js';
import { ListGuardrailsHandler } from './list-guardrails/list-guardrails.handler.js';
import { ListOrganizationNodesHandler } from './list-organization-nodes/list-organization-nodes.handler.js';
import { ListPrincipalsHandler } from './list-principals/list-principals.handler.js';
import { ListPrincipalsQuery } from './list-principals/list-principals.query.js';
import { inventoryMigrations } from './migrations/inventory-migrations.js';
import { organizationProviders } from './organization/organization.providers.js';
import { AccountStores } from './read-accounts/account-stores.js';
import { ReadAccounts } from './read-accounts/read-accounts.use-case.js';
import { AccountLock } from './refresh-account/account-lock.js';
import { AccountReading } from './refresh-account/account-reading.js';
import { CollectorReading } from './refresh-account/collector-reading.js';
import { CollectorRefreshes } from './refresh-account/collector-refreshes.js';
import { errorSourcesProviders } from './read-error-sources/error-sources.providers.js';
import { readErrorSourcesTask } from './read-error-sources/read-error-sources.task.js';
import { RefreshAccountHandler } from './refresh-account/refresh-account.handler.js';
import { RefreshAccount } from './refresh-account/refresh-account.use-case.js';
import { RefreshLedger } from './refresh-account/refresh-ledger.js';
import { RefreshedParts } from './refresh-account/refreshed-parts.js';
import { StartAccountRefresh } from './refresh-account/start-account-refresh.use-case.js';
import { ACCOUNT_LIMIT_SECONDS, refreshAccountsTask } from './refresh-accounts/refresh-accounts.task.js';
import { RefreshAccounts } from './refresh-accounts/refresh-accounts.use-case.js';
import { FirstRefresh } from './refresh-accounts/first-refresh.js';
import { RefreshAtBoot } from './refresh-accounts/refresh-at-boot.js';
import { ResourceIntake } from './resource/resource-intake.js';
import { ResourceLedger } from './resource/resource-ledger.js';
import { ResourceRepository } from './resource/resource.repository.js';
import { readServiceUsageTask } from './read-service-usage/read-service-usage.task.js';
import { serviceUsageProviders } from './service-usage/service-usage.providers.js';
import { searchProviders } from './search/search.providers.js';
import { SearchResourcesHandler } from './search-resources/search-resources.handler.js';
import { SuggestResourcesHandler } from './suggest-resources/suggest-resources.handler.js';
import { visibilityProviders } from './visibility/visibility.providers.js';
import { WhatCanHandler } from './what-can/what-can.handler.js';
import { WhoCanHandler } from './who-can/who-can.handler.js';

/** All accounts are read again this often. */
const REFRESH_SECONDS = 300;
/** An account that was missed this many times is stale. */
const MISSED_REFRESHES = 3;
/** A sweep holds eight for the locks of its accounts and takes eight more to write; the rest is for everybody else. */
const POOL_SIZE = 24;

/** Every binding of inventory. */
@Module({})
export class InventoryModule {
  /** `access` stands in for AWS in tests. */
  static with(access?: AwsAccess): DynamicModule {
    const limits = {
      staleAfterSeconds: REFRESH_SECONDS * MISSED_REFRESHES,
      refreshLimitSeconds: ACCOUNT_LIMIT_SECONDS,
    };
    return {
      module: InventoryModule,
      imports: [
        PersistenceModule.forService({
          service: 'inventory',
          migrations: [...taskMigrations, ...inventoryMigrations],
          poolSize: POOL_SIZE,
        }),
        TasksModule.forService({
          service: 'inventory',
          tasks: [refreshAccountsTask(REFRESH_SECONDS), forgetDenialsTask, readErrorSourcesTask, readServiceUsageTask],
        }),
      ],
      controllers: [
        ListAccountsHandler,
        FindAccountHandler,
        ListOrganizationNodesHandler,
        ListGuardrailsHandler,
        WhoCanHandler,
        WhatCanHandler,
        ListPrincipalsHandler,
        FindPrincipalHandler,
        RefreshAccountHandler,
        FindResourceHandler,
        FindServiceUsageHandler,
        ListPolicyUsesHandler,
        ListResourceVersionsHandler,
        RefreshResourceHandler,
        ListDenialsHandler,
        ExplainDenialHandler,
        SearchResourcesHandler,
        SuggestResourcesHandler,
        GetVisibilityHandler,
      ],
      providers: [
        ...awsProviders(access),
        ...changesProviders,
        ...denialProviders,
        ...errorSourcesProviders,
        ...organizationProviders,
        ...accessProviders,
        ...serviceUsageProviders,
        ...searchProviders,
        ...visibilityProviders,
        { provide: FreshnessJudge, useValue: new FreshnessJudge(limits) },
        AccountRepository,
        ResourceRepository,
        AccountLock,
        AccountReading,
        ResourceLedger,
        ResourceIntake,
        CollectorReading,
        CollectorRefreshes,
        RefreshedParts,
        RefreshLedger,
        RefreshAccount,
        AccountStores,
        ReadAccounts,
        RefreshAccounts,
        FirstRefresh,
        RefreshAtBoot,
        StartAccountRefresh,
        ListAccountsQuery,
        ListPrincipalsQuery,
        FindPrincipalQuery,
        ResourceRows,
        ResourceFreshness,
        DocumentTextsQuery,
        FindResourceQuery,
        ListPolicyUsesQuery,
        ListResourceVersionsQuery,
        ResourcesToRead,
        ResourceReads,
        ResourceReading,
        RefreshResource,
      ],
    };
  }
}
