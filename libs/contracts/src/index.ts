export { Actor, Privilege } from './core/actor.js';
export { AccountId, Arn, RoleArn } from './core/arn.js';
export {
  ContractFailure,
  Failure,
  FieldIssue,
  fieldIssuesOf,
  platformFailure,
  refuse,
  type RefusalOptions,
} from './core/contract-failure.js';
export { readCursor, writeCursor } from './core/cursor.js';
export {
  defineEvent,
  type AnyEventContract,
  type DataInputOf,
  type DataOf,
  type EventContract,
} from './core/define-event.js';
export {
  defineRequest,
  type AnyRequestContract,
  type HttpBinding,
  type ReasonOf,
  type ReplyOf,
  type RequestContract,
  type RequestInputOf,
  type RequestOf,
} from './core/define-request.js';
export { defineService, type ServiceManifest, type Subscription } from './core/define-service.js';
export {
  FAILURE_CODES,
  FailureCodeSchema,
  HTTP_STATUS_OF,
  PLATFORM_FAILURES,
  type FailureCode,
  type PlatformReason,
} from './core/failure-codes.js';
export {
  breaksOfLock,
  contractLockOf,
  contractsIn,
  type ContractLock,
  type LockedMessage,
} from './lock/contract-lock.js';
export { pageOf, pageRequest } from './core/paging.js';
export { isPublic, mayActor, PERMISSIONS, type Holder, type Permission } from './core/permissions.js';
export { Secret } from './core/secret.js';

export { getProfile } from './identity/get-profile.js';
export { issueActorToken } from './identity/issue-actor-token.js';
export { listActorKeys } from './identity/list-actor-keys.js';
export { listSignInMethods } from './identity/list-sign-in-methods.js';
export { Person } from './identity/person.js';
export { signInAsDemoPerson } from './identity/sign-in-as-demo-person.js';
export { signOut } from './identity/sign-out.js';
export { personSignedIn } from './identity/signed-in.event.js';
export { personSignedOut } from './identity/signed-out.event.js';

export { Account } from './inventory/account.js';
export { accountRefreshed } from './inventory/account-refreshed.event.js';
export { findPrincipal } from './inventory/find-principal.js';
export { Freshness } from './inventory/freshness.js';
export { listAccounts } from './inventory/list-accounts.js';
export { listPrincipals } from './inventory/list-principals.js';
export { NamedDocument, Principal, PrincipalSummary, Tags } from './inventory/principal.js';
export { refreshAccount } from './inventory/refresh-account.js';
export { resourceChanged } from './inventory/resource-changed.event.js';
export { resourceDeleted } from './inventory/resource-deleted.event.js';
export { Denial } from './inventory/denial.js';
export { denialObserved } from './inventory/denial-observed.event.js';
export { explainDenial, listDenials } from './inventory/list-denials.js';
export { findAccount, Guardrail } from './inventory/find-account.js';
export { findResource } from './inventory/find-resource.js';
export { findServiceUsage, ServiceUse } from './inventory/find-service-usage.js';
export { listGuardrails, listOrganizationNodes, OrganizationNode } from './inventory/list-organization-nodes.js';
export { listPolicyUses, PolicyUse } from './inventory/list-policy-uses.js';
export { listResourceVersions, ResourceVersion } from './inventory/list-resource-versions.js';
export { refreshResource } from './inventory/refresh-resource.js';
export { Region, Resource, ResourceDocument, ResourceSummary, ResourceType } from './inventory/resource.js';
export { ResourceFilter, searchResources } from './inventory/search-resources.js';
export { suggestResources } from './inventory/suggest-resources.js';
export { getVisibility, VisibilityRule } from './inventory/get-visibility.js';
export { AccessGrant, AccessHolder, whatCan, whoCan } from './inventory/who-can.js';

export {
  TASK_SERVICES,
  TaskItemCounts,
  TaskItemPart,
  TaskItemState,
  TaskRun,
  TaskRunItem,
  TaskStatus,
  type TaskService,
} from './tasks/task.js';
export {
  credentialsTasks,
  identityTasks,
  inventoryTasks,
  listTaskRunItems,
  listTaskRuns,
  listTasks,
  pauseTask,
  runTask,
  TASK_CONTRACTS,
} from './tasks/task-contracts.js';

export { credentialsIssued } from './credentials/credentials-issued.event.js';
export { EligibilityReason, EligibleRole } from './credentials/eligible-role.js';
export { explainEligibility } from './credentials/explain-eligibility.js';
export { issueCredentials } from './credentials/issue-credentials.js';
export { listEligibleAccounts } from './credentials/list-eligible-accounts.js';
export { listEligibleRoles } from './credentials/list-eligible-roles.js';
export { openConsole } from './credentials/open-console.js';
