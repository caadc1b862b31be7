import { Module, type DynamicModule } from '@nestjs/common';
import { PersistenceModule } from '@gatehouse/persistence';
import { taskMigrations, TasksModule } from '@gatehouse/tasks';
import { awsProviders, type AwsAccess } from './aws.providers.js';
import { DisclosedRoles } from './eligibility/disclosed-roles.js';
import { EligibilityHealth } from './eligibility/eligibility-health.js';
import { EligibilityKeeper } from './eligibility/eligibility-keeper.js';
import { KnownRoleRepository } from './eligibility/known-role.repository.js';
import { ExplainEligibilityHandler } from './explain-eligibility/explain-eligibility.handler.js';
import { ExplainEligibilityQuery } from './explain-eligibility/explain-eligibility.query.js';
import { FollowInventorySubscriber } from './follow-inventory/follow-inventory.subscriber.js';
import { FollowInventory } from './follow-inventory/follow-inventory.use-case.js';
import { IssueCredentialsHandler } from './issue-credentials/issue-credentials.handler.js';
import { IssueCredentials } from './issue-credentials/issue-credentials.use-case.js';
import { ListEligibleAccountsHandler } from './list-eligible-accounts/list-eligible-accounts.handler.js';
import { ListEligibleAccountsQuery } from './list-eligible-accounts/list-eligible-accounts.query.js';
import { ListEligibleRolesHandler } from './list-eligible-roles/list-eligible-roles.handler.js';
import { ListEligibleRolesQuery } from './list-eligible-roles/list-eligible-roles.query.js';
import { credentialsMigrations } from './migrations/credentials-migrations.js';
import { OpenConsoleHandler } from './open-console/open-console.handler.js';
import { ConsoleLinkMaker } from './open-console/console-link-maker.js';
import { OpenConsole } from './open-console/open-console.use-case.js';
import { RefusedRequests } from './refusal/refused-requests.js';
import { RebuildAtBoot } from './rebuild-eligibility/rebuild-at-boot.js';
import { rebuildEligibilityTask } from './rebuild-eligibility/rebuild-eligibility.task.js';
import { RebuildEligibility } from './rebuild-eligibility/rebuild-eligibility.use-case.js';
import { AnnounceHub } from './role-session/announce-hub.js';
import { RoleChooser } from './role-session/role-chooser.js';
import { RoleSessionLedger } from './role-session/role-session-ledger.js';
import { RoleSessionMaker } from './role-session/role-session-maker.js';

/** Every binding of credentials. */
@Module({})
export class CredentialsModule {
  /** `access` stands in for AWS in tests. */
  static with(access?: AwsAccess): DynamicModule {
    return {
      module: CredentialsModule,
      imports: [
        PersistenceModule.forService({
          service: 'credentials',
          migrations: [...taskMigrations, ...credentialsMigrations],
        }),
        TasksModule.forService({ service: 'credentials', tasks: [rebuildEligibilityTask] }),
      ],
      controllers: [
        ListEligibleRolesHandler,
        ListEligibleAccountsHandler,
        ExplainEligibilityHandler,
        IssueCredentialsHandler,
        OpenConsoleHandler,
        FollowInventorySubscriber,
      ],
      providers: [
        ...awsProviders(access),
        KnownRoleRepository,
        EligibilityKeeper,
        DisclosedRoles,
        EligibilityHealth,
        FollowInventory,
        RebuildEligibility,
        RebuildAtBoot,
        ListEligibleRolesQuery,
        ListEligibleAccountsQuery,
        ExplainEligibilityQuery,
        AnnounceHub,
        RoleChooser,
        RoleSessionMaker,
        RoleSessionLedger,
        RefusedRequests,
        IssueCredentials,
        ConsoleLinkMaker,
        OpenConsole,
      ],
    };
  }
}
