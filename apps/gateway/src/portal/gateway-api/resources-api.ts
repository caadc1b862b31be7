import type {
  explainDenial,
  findResource,
  findServiceUsage,
  listDenials,
  listPolicyUses,
  listResourceVersions,
  refreshResource,
  ReplyOf,
  searchResources,
  suggestResources,
  whoCan,
} from '@gatehouse/contracts';
import { callApi } from './call-api';
import type { PageQuery } from './gateway-api';

export type ResourcePage = ReplyOf<typeof searchResources>;
export type ResourceRow = ResourcePage['items'][number];
export type ResourceDetails = ReplyOf<typeof findResource>['resource'];
export type ServiceUsage = ReplyOf<typeof findServiceUsage>;
export type PolicyUsePage = ReplyOf<typeof listPolicyUses>;
export type ResourceVersionPage = ReplyOf<typeof listResourceVersions>;
export type DenialPage = ReplyOf<typeof listDenials>;
export type DenialExplanation = ReplyOf<typeof explainDenial>;
export type AccessHolders = ReplyOf<typeof whoCan>;
export type RefreshOutcome = ReplyOf<typeof refreshResource>;

/** What the list of resources can be asked for; all that is given must hold. */
export interface ResourceQuery {
  readonly search?: string | undefined;
  readonly accountId?: string | undefined;
  readonly ouPath?: string | undefined;
  readonly region?: string | undefined;
  /** Types, separated by commas. */
  readonly types?: string | undefined;
  readonly tagKey?: string | undefined;
  readonly tagValue?: string | undefined;
  readonly owner?: string | undefined;
  readonly withDenials?: true | undefined;
  readonly unusedForDays?: number | undefined;
  readonly isPublic?: boolean | undefined;
}

export type ResourceSort = 'arn' | 'name' | 'changed';

type Paged = Pick<PageQuery, 'limit' | 'cursor'>;

export interface DenialQuery extends Paged {
  readonly principalArn?: string | undefined;
  readonly resourceArn?: string | undefined;
}

const pathOf = (arn: string) => `/api/v3/resources/${encodeURIComponent(arn)}` as const;

/** What exists in the accounts, as the screens ask for it. All throw ApiProblem. */
export const resourcesApi = {
  search: (query: ResourceQuery & Paged & { readonly sort: ResourceSort }, signal?: AbortSignal) =>
    callApi<ResourcePage>('/api/v3/resources', { query: { ...query }, signal }),
  suggest: (text: string, limit: number, signal?: AbortSignal) =>
    callApi<ReplyOf<typeof suggestResources>>('/api/v3/resource-suggestions', { query: { text, limit }, signal }),
  find: (arn: string, signal?: AbortSignal) => callApi<{ resource: ResourceDetails }>(pathOf(arn), { signal }),
  versions: (arn: string, query: Paged, signal?: AbortSignal) =>
    callApi<ResourceVersionPage>(`${pathOf(arn)}/versions`, { query: { ...query }, signal }),
  policyUses: (arn: string, query: Paged, signal?: AbortSignal) =>
    callApi<PolicyUsePage>(`${pathOf(arn)}/uses`, { query: { ...query }, signal }),
  serviceUsage: (arn: string, signal?: AbortSignal) =>
    callApi<ServiceUsage>(`${pathOf(arn)}/service-usage`, { signal }),
  refresh: (arn: string) => callApi<RefreshOutcome>(`${pathOf(arn)}/refresh`, { method: 'POST', body: {} }),
  denials: (query: DenialQuery, signal?: AbortSignal) =>
    callApi<DenialPage>('/api/v3/denials', { query: { ...query }, signal }),
  explainDenial: (denialId: string, signal?: AbortSignal) =>
    callApi<DenialExplanation>(`/api/v3/denials/${encodeURIComponent(denialId)}/explanation`, { signal }),
  whoCan: (query: Paged & { readonly action: string; readonly resourceArn: string }, signal?: AbortSignal) =>
    callApi<AccessHolders>('/api/v3/access/who-can', { query: { ...query }, signal }),
};
