import type {
  explainEligibility,
  findAccount,
  findPrincipal,
  getProfile,
  getVisibility,
  issueCredentials,
  listAccounts,
  listEligibleRoles,
  listGuardrails,
  listOrganizationNodes,
  listPrincipals,
  listSignInMethods,
  listTaskRunItems,
  listTaskRuns,
  listTasks,
  openConsole,
  pauseTask,
  Person,
  refreshAccount,
  ReplyOf,
  runTask,
  TaskItemState,
  whatCan,
} from '@gatehouse/contracts';
import { callApi } from './call-api';

export type RolePage = ReplyOf<typeof listEligibleRoles>;
export type AccountPage = ReplyOf<typeof listAccounts>;
export type PrincipalPage = ReplyOf<typeof listPrincipals>;
export type Eligibility = ReplyOf<typeof explainEligibility>;
export type PrincipalDetails = ReplyOf<typeof findPrincipal>['principal'];
export type IssuedCredentials = ReplyOf<typeof issueCredentials>;
export type ConsoleLink = ReplyOf<typeof openConsole>;
export type SignInMethods = ReplyOf<typeof listSignInMethods>;
export type Profile = ReplyOf<typeof getProfile>;
export type TaskList = ReplyOf<typeof listTasks>;
export type TaskRunPage = ReplyOf<typeof listTaskRuns>;
export type TaskRunItemPage = ReplyOf<typeof listTaskRunItems>;
export type AccountPicture = ReplyOf<typeof findAccount>;
export type OrganizationNodePage = ReplyOf<typeof listOrganizationNodes>;
export type GuardrailPage = ReplyOf<typeof listGuardrails>;
export type PrincipalAccess = ReplyOf<typeof whatCan>;

/** A role by its ARN, or by any part of it that fits exactly one eligible role. */
export type RoleChoice = { readonly roleArn: string } | { readonly query: string };

export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly search?: string | undefined;
}

export interface RoleQuery extends PageQuery {
  readonly accountId?: string | undefined;
  readonly includeCliOnly?: boolean | undefined;
}

export interface PrincipalQuery extends PageQuery {
  readonly accountId?: string | undefined;
  readonly type?: 'role' | 'user' | undefined;
}

export interface OrganizationNodeQuery extends PageQuery {
  /** Without it, the roots of all organizations. */
  readonly parentId?: string | undefined;
}

/** A task by its id and the service whose it is. */
export interface TaskRef {
  readonly taskId: string;
  readonly service: string;
}

export interface TaskRunItemQuery extends PageQuery {
  readonly state?: TaskItemState | undefined;
}

const taskPath = ({ taskId }: TaskRef) => `/api/v3/tasks/${encodeURIComponent(taskId)}` as const;

/** The gateway's API as the screens use it: one function per contract. All throw ApiProblem. */
export const gatewayApi = {
  signInMethods: (signal?: AbortSignal) => callApi<SignInMethods>('/api/v3/sign-in-methods', { signal }),
  signInAsDemoPerson: (personId: string) =>
    callApi<{ person: Person; expiresAt?: string }>('/api/v3/sessions', {
      method: 'POST',
      body: { method: 'demo', personId },
    }),
  signOut: () => callApi<unknown>('/api/v3/sessions/current', { method: 'DELETE' }),
  profile: (signal?: AbortSignal) => callApi<Profile>('/api/v3/profile', { signal }),
  visibility: (signal?: AbortSignal) => callApi<ReplyOf<typeof getVisibility>>('/api/v3/visibility', { signal }),
  roles: (query: RoleQuery, signal?: AbortSignal) =>
    callApi<RolePage>('/api/v3/roles', { query: { ...query }, signal }),
  eligibility: (roleArn: string, signal?: AbortSignal) =>
    callApi<Eligibility>(`/api/v3/roles/${encodeURIComponent(roleArn)}/eligibility`, { signal }),
  principal: (arn: string, signal?: AbortSignal) =>
    callApi<{ principal: PrincipalDetails }>(`/api/v3/principals/${encodeURIComponent(arn)}`, { signal }),
  principals: (query: PrincipalQuery, signal?: AbortSignal) =>
    callApi<PrincipalPage>('/api/v3/principals', { query: { ...query }, signal }),
  accounts: (query: PageQuery, signal?: AbortSignal) =>
    callApi<AccountPage>('/api/v3/accounts', { query: { ...query }, signal }),
  refreshAccount: (accountId: string) =>
    callApi<ReplyOf<typeof refreshAccount>>(`/api/v3/accounts/${accountId}/refresh`, {
      method: 'POST',
      body: {},
    }),
  account: (accountId: string, signal?: AbortSignal) =>
    callApi<AccountPicture>(`/api/v3/accounts/${accountId}`, { signal }),
  organizationNodes: (query: OrganizationNodeQuery, signal?: AbortSignal) =>
    callApi<OrganizationNodePage>('/api/v3/organization-nodes', { query: { ...query }, signal }),
  guardrails: (query: PageQuery, signal?: AbortSignal) =>
    callApi<GuardrailPage>('/api/v3/guardrails', { query: { ...query }, signal }),
  whatCan: (principalArn: string, signal?: AbortSignal) =>
    callApi<PrincipalAccess>('/api/v3/access/what-can', { query: { principalArn }, signal }),
  tasks: (signal?: AbortSignal) => callApi<TaskList>('/api/v3/tasks', { signal }),
  taskRuns: (task: TaskRef, query: PageQuery, signal?: AbortSignal) =>
    callApi<TaskRunPage>(`${taskPath(task)}/runs`, { query: { ...query, service: task.service }, signal }),
  taskRunItems: (run: TaskRef & { runId: string }, query: TaskRunItemQuery, signal?: AbortSignal) =>
    callApi<TaskRunItemPage>(`${taskPath(run)}/runs/${run.runId}/items`, {
      query: { ...query, service: run.service },
      signal,
    }),
  runTask: (task: TaskRef) =>
    callApi<ReplyOf<typeof runTask>>(`${taskPath(task)}/runs`, { method: 'POST', body: { service: task.service } }),
  pauseTask: (task: TaskRef, isPaused: boolean) =>
    callApi<ReplyOf<typeof pauseTask>>(`${taskPath(task)}/pause`, {
      method: 'PUT',
      body: { service: task.service, isPaused },
    }),
  issueCredentials: (roleArn: string, durationSeconds?: number, signal?: AbortSignal) =>
    callApi<IssuedCredentials>('/api/v3/credentials', { method: 'POST', body: { roleArn, durationSeconds }, signal }),
  openConsole: (choice: RoleChoice & { region?: string; destination?: string }) =>
    callApi<ConsoleLink>('/api/v3/console-links', { method: 'POST', body: choice }),
};
