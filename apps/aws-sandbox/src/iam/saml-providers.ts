import { randomBytes, randomUUID } from 'node:crypto';

import {
  CreateSAMLProvider$,
  type CreateSAMLProviderRequest,
  type CreateSAMLProviderResponse,
  DeleteSAMLProvider$,
  type DeleteSAMLProviderRequest,
  GetSAMLProvider$,
  type GetSAMLProviderRequest,
  type GetSAMLProviderResponse,
  ListSAMLProviders$,
  type ListSAMLProvidersResponse,
  ListSAMLProviderTags$,
  type ListSAMLProviderTagsRequest,
  type ListSAMLProviderTagsResponse,
  TagSAMLProvider$,
  type TagSAMLProviderRequest,
  UntagSAMLProvider$,
  type UntagSAMLProviderRequest,
  UpdateSAMLProvider$,
  type UpdateSAMLProviderRequest,
  type UpdateSAMLProviderResponse,
} from '@aws-sdk/client-iam';

import type { AccessQuestion } from '../authorization/access-question.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import {
  entityAlreadyExists,
  iamArn,
  invalidInput,
  noSuchEntity,
  onAccount,
  onTagged,
  ownAccount,
  withContext,
} from './iam-account.js';
import { refuseOver } from './iam-limits.rules.js';
import { sortedBy } from './iam-paging.rules.js';
import { tagList } from './iam-shapes.js';
import { type SamlPrivateKey, type SamlProvider, iamStateOf } from './iam-state.js';
import { mergedTags, newTags, readTags, replaceTags, requestTagContext, withoutTags } from './iam-tags.rules.js';
import { isMetadata, validUntilOf } from './saml-metadata.rules.js';
import { tagPage } from './tag-page.js';

const ARN = { minLength: 20, maxLength: 2048 } as const;
const NAME = { minLength: 1, maxLength: 128, pattern: '[\\w._-]+' } as const;
const METADATA = { minLength: 1000, maxLength: 10_000_000 } as const;
const ENCRYPTION = { oneOf: ['Allowed', 'Required'] } as const;
const MAX_KEYS = 2;

interface NamesProvider {
  readonly SAMLProviderArn?: string | undefined;
}

function providersOf({ world, caller }: Call): Map<string, SamlProvider> {
  return iamStateOf(world, caller.accountId).samlProviders;
}

function onProvider<Input extends NamesProvider>(
  action: string,
  more: (input: Input) => AccessQuestion['context'] = () => undefined,
) {
  return (input: Input, call: Call): readonly AccessQuestion[] => {
    const { SAMLProviderArn: arn = '' } = input;
    refuseViolations({ sAMLProviderArn: arn }, { sAMLProviderArn: ARN });
    return [withContext(onTagged(call, action, { arn, tags: providersOf(call).get(arn)?.tags }), more(input))];
  };
}

function named({ SAMLProviderArn: arn = '' }: NamesProvider, call: Call): SamlProvider {
  const provider = providersOf(call).get(arn);
  if (provider !== undefined) return provider;
  throw noSuchEntity(`Manifest not found for arn ${arn}`);
}

interface Configuration {
  readonly SAMLMetadataDocument?: string | undefined;
  readonly AssertionEncryptionMode?: string | undefined;
}

function refuseConfiguration({ SAMLMetadataDocument, AssertionEncryptionMode }: Configuration): void {
  refuseViolations(
    { sAMLMetadataDocument: SAMLMetadataDocument, AssertionEncryptionMode },
    { sAMLMetadataDocument: METADATA, AssertionEncryptionMode: ENCRYPTION },
  );
}

function refuseMetadata(metadata: string): void {
  if (!isMetadata(metadata)) throw invalidInput('Could not parse metadata');
}

function newKey(text: string, addedAt: Date): SamlPrivateKey {
  if (!text.includes('PRIVATE KEY-----')) throw invalidInput('The private key is not in PEM format.');
  return { id: randomBytes(12).toString('hex').toUpperCase(), addedAt };
}

export const createSamlProvider = operation<CreateSAMLProviderRequest, CreateSAMLProviderResponse>({
  schema: CreateSAMLProvider$,
  access: (input, call) => {
    refuseViolations({ Name: input.Name }, { Name: NAME });
    refuseConfiguration(input);
    const account = ownAccount(call);
    const resource = iamArn(account, 'saml-provider', `/${input.Name ?? ''}`);
    const context = requestTagContext(input.Tags ?? []);
    return [{ action: 'iam:CreateSAMLProvider', resource, resourceAccountId: account.id, context }];
  },
  handle: (input, call) => {
    const { Name: name = '', SAMLMetadataDocument: metadata = '' } = input;
    const providers = providersOf(call);
    const arn = iamArn(ownAccount(call), 'saml-provider', `/${name}`);
    refuseMetadata(metadata);
    if (providers.has(arn)) throw entityAlreadyExists(`SAMLProvider with name ${name} already exists.`);
    refuseOver('SAMLProvidersPerAccount', providers.size + 1);
    const provider: SamlProvider = {
      arn,
      name,
      uuid: randomUUID().replaceAll('-', '').toUpperCase(),
      createdAt: call.now,
      tags: newTags(input.Tags),
      metadata,
      validUntil: validUntilOf(metadata, call.now),
      assertionEncryption: input.AssertionEncryptionMode,
      privateKeys: input.AddPrivateKey === undefined ? [] : [newKey(input.AddPrivateKey, call.now)],
    };
    providers.set(arn, provider);
    return { SAMLProviderArn: arn, Tags: tagList(provider.tags) };
  },
});

export const getSamlProvider = operation<GetSAMLProviderRequest, GetSAMLProviderResponse>({
  schema: GetSAMLProvider$,
  access: onProvider('iam:GetSAMLProvider'),
  handle: (input, call) => {
    const { uuid, metadata, createdAt, validUntil, tags, assertionEncryption, privateKeys } = named(input, call);
    return {
      SAMLProviderUUID: uuid,
      SAMLMetadataDocument: metadata,
      CreateDate: createdAt,
      ValidUntil: validUntil,
      Tags: tagList(tags),
      ...(assertionEncryption === undefined ? {} : { AssertionEncryptionMode: assertionEncryption }),
      ...(privateKeys.length === 0
        ? {}
        : { PrivateKeyList: privateKeys.map(({ id, addedAt }) => ({ KeyId: id, Timestamp: addedAt })) }),
    };
  },
});

export const updateSamlProvider = operation<UpdateSAMLProviderRequest, UpdateSAMLProviderResponse>({
  schema: UpdateSAMLProvider$,
  access: (input, call) => {
    refuseConfiguration(input);
    return onProvider('iam:UpdateSAMLProvider')(input, call);
  },
  handle: (input, call) => {
    const provider = named(input, call);
    const keys = changedKeys(provider, input, call.now);
    if (input.SAMLMetadataDocument !== undefined) {
      refuseMetadata(input.SAMLMetadataDocument);
      provider.metadata = input.SAMLMetadataDocument;
      provider.validUntil = validUntilOf(input.SAMLMetadataDocument, call.now);
    }
    if (input.AssertionEncryptionMode !== undefined) provider.assertionEncryption = input.AssertionEncryptionMode;
    provider.privateKeys = keys;
    return { SAMLProviderArn: provider.arn };
  },
});

function changedKeys(provider: SamlProvider, input: UpdateSAMLProviderRequest, now: Date): readonly SamlPrivateKey[] {
  const { AddPrivateKey: added, RemovePrivateKey: removed } = input;
  const stays = provider.privateKeys.filter(({ id }) => id !== removed);
  if (removed !== undefined && stays.length === provider.privateKeys.length) {
    throw noSuchEntity(`The private key with id ${removed} cannot be found.`);
  }
  if (added === undefined) return stays;
  if (stays.length >= MAX_KEYS) throw invalidInput(`A SAML provider can have ${String(MAX_KEYS)} private keys.`);
  return [...stays, newKey(added, now)];
}

export const listSamlProviders = operation<object, ListSAMLProvidersResponse>({
  schema: ListSAMLProviders$,
  access: onAccount('iam:ListSAMLProviders'),
  handle: (_input, call) => ({
    SAMLProviderList: sortedBy(providersOf(call).values(), ({ arn }) => arn).map(({ arn, validUntil, createdAt }) => ({
      Arn: arn,
      ValidUntil: validUntil,
      CreateDate: createdAt,
    })),
  }),
});

export const deleteSamlProvider = operation<DeleteSAMLProviderRequest, object>({
  schema: DeleteSAMLProvider$,
  access: onProvider('iam:DeleteSAMLProvider'),
  handle: (input, call) => {
    providersOf(call).delete(named(input, call).arn);
    return {};
  },
});

export const tagSamlProvider = operation<TagSAMLProviderRequest, object>({
  schema: TagSAMLProvider$,
  access: onProvider('iam:TagSAMLProvider', ({ Tags }) => requestTagContext(Tags ?? [])),
  handle: (input, call) => {
    const { tags } = named(input, call);
    replaceTags(tags, mergedTags(tags, readTags(input.Tags ?? [])));
    return {};
  },
});

export const untagSamlProvider = operation<UntagSAMLProviderRequest, object>({
  schema: UntagSAMLProvider$,
  access: onProvider('iam:UntagSAMLProvider', ({ TagKeys }) => ({ 'aws:TagKeys': TagKeys ?? [] })),
  handle: (input, call) => {
    const { tags } = named(input, call);
    replaceTags(tags, withoutTags(tags, input.TagKeys ?? []));
    return {};
  },
});

export const listSamlProviderTags = operation<ListSAMLProviderTagsRequest, ListSAMLProviderTagsResponse>({
  schema: ListSAMLProviderTags$,
  access: onProvider('iam:ListSAMLProviderTags'),
  handle: (input, call) => tagPage(named(input, call).tags, input),
});
