import {
  AddClientIDToOpenIDConnectProvider$,
  type AddClientIDToOpenIDConnectProviderRequest,
  CreateOpenIDConnectProvider$,
  type CreateOpenIDConnectProviderRequest,
  type CreateOpenIDConnectProviderResponse,
  DeleteOpenIDConnectProvider$,
  type DeleteOpenIDConnectProviderRequest,
  GetOpenIDConnectProvider$,
  type GetOpenIDConnectProviderRequest,
  type GetOpenIDConnectProviderResponse,
  ListOpenIDConnectProviders$,
  type ListOpenIDConnectProvidersResponse,
  ListOpenIDConnectProviderTags$,
  type ListOpenIDConnectProviderTagsRequest,
  type ListOpenIDConnectProviderTagsResponse,
  RemoveClientIDFromOpenIDConnectProvider$,
  type RemoveClientIDFromOpenIDConnectProviderRequest,
  TagOpenIDConnectProvider$,
  type TagOpenIDConnectProviderRequest,
  UntagOpenIDConnectProvider$,
  type UntagOpenIDConnectProviderRequest,
  UpdateOpenIDConnectProviderThumbprint$,
  type UpdateOpenIDConnectProviderThumbprintRequest,
} from '@aws-sdk/client-iam';

import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import {
  entityAlreadyExists,
  iamArn,
  noSuchEntity,
  onAccount,
  onTagged,
  ownAccount,
  withContext,
} from './iam-account.js';
import { refuseOver } from './iam-limits.rules.js';
import { type OidcProvider, iamStateOf } from './iam-state.js';
import { mergedTags, newTags, readTags, replaceTags, requestTagContext, withoutTags } from './iam-tags.rules.js';
import { sortedBy } from './iam-paging.rules.js';
import { tagList } from './iam-shapes.js';
import { tagPage } from './tag-page.js';

const ARN = { minLength: 20, maxLength: 2048 } as const;
const URL_FORM = { minLength: 1, maxLength: 255 } as const;
const CLIENT_ID = { minLength: 1, maxLength: 255 } as const;
const THUMBPRINT = { minLength: 40, maxLength: 40 } as const;

interface NamesProvider {
  readonly OpenIDConnectProviderArn?: string | undefined;
}

function providersOf({ world, caller }: Call): Map<string, OidcProvider> {
  return iamStateOf(world, caller.accountId).oidcProviders;
}

function onProvider<Input extends NamesProvider>(
  action: string,
  more: (input: Input) => AccessQuestion['context'] = () => undefined,
) {
  return (input: Input, call: Call): readonly AccessQuestion[] => {
    const { OpenIDConnectProviderArn: arn = '' } = input;
    refuseViolations({ openIDConnectProviderArn: arn }, { openIDConnectProviderArn: ARN });
    return [withContext(onTagged(call, action, { arn, tags: providersOf(call).get(arn)?.tags }), more(input))];
  };
}

function named({ OpenIDConnectProviderArn: arn = '' }: NamesProvider, call: Call): OidcProvider {
  const provider = providersOf(call).get(arn);
  if (provider !== undefined) return provider;
  throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
}

/** `https://token.example.com/path` → `token.example.com/path` */
function hostAndPath(url: string): string {
  const refusal = new AwsError('ValidationError', 'Invalid Open ID Connect Provider URL');
  if (!url.startsWith('https://') || !URL.canParse(url)) throw refusal;
  const { search, hash, username } = new URL(url);
  if (search !== '' || hash !== '' || username !== '') throw refusal;
  return url.slice('https://'.length).replace(/\/$/u, '');
}

function refuseThumbprints(thumbprints: readonly string[]): void {
  for (const thumbprint of thumbprints) {
    refuseViolations({ 'thumbprintList.member': thumbprint }, { 'thumbprintList.member': THUMBPRINT });
  }
  if (thumbprints.length > 5) throw new AwsError('InvalidInput', 'Thumbprint list must contain fewer than 5 entries.');
}

export const createOidcProvider = operation<CreateOpenIDConnectProviderRequest, CreateOpenIDConnectProviderResponse>({
  schema: CreateOpenIDConnectProvider$,
  access: (input, call) => {
    refuseViolations({ Url: input.Url }, { Url: URL_FORM });
    for (const id of input.ClientIDList ?? []) {
      refuseViolations({ 'clientIDList.member': id }, { 'clientIDList.member': CLIENT_ID });
    }
    refuseThumbprints(input.ThumbprintList ?? []);
    const account = ownAccount(call);
    const resource = iamArn(account, 'oidc-provider', `/${hostAndPath(input.Url ?? '')}`);
    const context = requestTagContext(input.Tags ?? []);
    return [{ action: 'iam:CreateOpenIDConnectProvider', resource, resourceAccountId: account.id, context }];
  },
  handle: (input, call) => {
    const url = hostAndPath(input.Url ?? '');
    const providers = providersOf(call);
    const arn = iamArn(ownAccount(call), 'oidc-provider', `/${url}`);
    if (providers.has(arn)) throw entityAlreadyExists(`Provider with url ${input.Url ?? ''} already exists.`);
    refuseOver('OpenIdConnectProvidersPerAccount', providers.size + 1);
    refuseOver('ClientIdsPerOpenIdConnectProvider', input.ClientIDList?.length ?? 0);
    const tags = newTags(input.Tags);
    providers.set(arn, {
      arn,
      url,
      createdAt: call.now,
      tags,
      clientIds: [...new Set(input.ClientIDList ?? [])],
      thumbprints: input.ThumbprintList ?? [],
    });
    return { OpenIDConnectProviderArn: arn, Tags: tagList(tags) };
  },
});

export const getOidcProvider = operation<GetOpenIDConnectProviderRequest, GetOpenIDConnectProviderResponse>({
  schema: GetOpenIDConnectProvider$,
  access: onProvider('iam:GetOpenIDConnectProvider'),
  handle: (input, call) => {
    const { url, clientIds, thumbprints, createdAt, tags } = named(input, call);
    return {
      Url: url,
      ClientIDList: [...clientIds],
      ThumbprintList: [...thumbprints],
      CreateDate: createdAt,
      Tags: tagList(tags),
    };
  },
});

export const listOidcProviders = operation<object, ListOpenIDConnectProvidersResponse>({
  schema: ListOpenIDConnectProviders$,
  access: onAccount('iam:ListOpenIDConnectProviders'),
  handle: (_input, call) => ({
    OpenIDConnectProviderList: sortedBy(providersOf(call).keys(), (arn) => arn).map((Arn) => ({ Arn })),
  }),
});

/** Deleting what is not there is no error (API reference). */
export const deleteOidcProvider = operation<DeleteOpenIDConnectProviderRequest, object>({
  schema: DeleteOpenIDConnectProvider$,
  access: onProvider('iam:DeleteOpenIDConnectProvider'),
  handle: (input, call) => {
    providersOf(call).delete(input.OpenIDConnectProviderArn ?? '');
    return {};
  },
});

export const addClientId = operation<AddClientIDToOpenIDConnectProviderRequest, object>({
  schema: AddClientIDToOpenIDConnectProvider$,
  access: (input, call) => {
    refuseViolations({ ClientID: input.ClientID }, { ClientID: CLIENT_ID });
    return onProvider('iam:AddClientIDToOpenIDConnectProvider')(input, call);
  },
  handle: (input, call) => {
    const provider = named(input, call);
    const clientIds = [...new Set([...provider.clientIds, input.ClientID ?? ''])];
    refuseOver('ClientIdsPerOpenIdConnectProvider', clientIds.length);
    provider.clientIds = clientIds;
    return {};
  },
});

export const removeClientId = operation<RemoveClientIDFromOpenIDConnectProviderRequest, object>({
  schema: RemoveClientIDFromOpenIDConnectProvider$,
  access: onProvider('iam:RemoveClientIDFromOpenIDConnectProvider'),
  handle: (input, call) => {
    const provider = named(input, call);
    provider.clientIds = provider.clientIds.filter((id) => id !== input.ClientID);
    return {};
  },
});

export const updateThumbprint = operation<UpdateOpenIDConnectProviderThumbprintRequest, object>({
  schema: UpdateOpenIDConnectProviderThumbprint$,
  access: (input, call) => {
    refuseThumbprints(input.ThumbprintList ?? []);
    return onProvider('iam:UpdateOpenIDConnectProviderThumbprint')(input, call);
  },
  handle: (input, call) => {
    named(input, call).thumbprints = input.ThumbprintList ?? [];
    return {};
  },
});

export const tagOidcProvider = operation<TagOpenIDConnectProviderRequest, object>({
  schema: TagOpenIDConnectProvider$,
  access: onProvider('iam:TagOpenIDConnectProvider', ({ Tags }) => requestTagContext(Tags ?? [])),
  handle: (input, call) => {
    const { tags } = named(input, call);
    replaceTags(tags, mergedTags(tags, readTags(input.Tags ?? [])));
    return {};
  },
});

export const untagOidcProvider = operation<UntagOpenIDConnectProviderRequest, object>({
  schema: UntagOpenIDConnectProvider$,
  access: onProvider('iam:UntagOpenIDConnectProvider', ({ TagKeys }) => ({ 'aws:TagKeys': TagKeys ?? [] })),
  handle: (input, call) => {
    const { tags } = named(input, call);
    replaceTags(tags, withoutTags(tags, input.TagKeys ?? []));
    return {};
  },
});

export const listOidcProviderTags = operation<
  ListOpenIDConnectProviderTagsRequest,
  ListOpenIDConnectProviderTagsResponse
>({
  schema: ListOpenIDConnectProviderTags$,
  access: onProvider('iam:ListOpenIDConnectProviderTags'),
  handle: (input, call) => tagPage(named(input, call).tags, input),
});
