import type {
  explainEligibility,
  findPrincipal,
  getProfile,
  issueCredentials,
  listAccounts,
  listEligibleRoles,
  listPrincipals,
  listSignInMethods,
  openConsole,
  Person,
  refreshAccount,
  ReplyOf,
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
  issueCredentials: (roleArn: string, durationSeconds?: number, signal?: AbortSignal) =>
    callApi<IssuedCredentials>('/api/v3/credentials', { method: 'POST', body: { roleArn, durationSeconds }, signal }),
  openConsole: (choice: RoleChoice & { region?: string; destination?: string }) =>
    callApi<ConsoleLink>('/api/v3/console-links', { method: 'POST', body: choice }),
};
