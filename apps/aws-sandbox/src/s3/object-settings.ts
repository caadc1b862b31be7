import {
  DeleteObjectTagging$,
  type DeleteObjectTaggingOutput,
  type DeleteObjectTaggingRequest,
  GetObjectAcl$,
  type GetObjectAclOutput,
  type GetObjectAclRequest,
  GetObjectTagging$,
  type GetObjectTaggingOutput,
  type GetObjectTaggingRequest,
  PutObjectAcl$,
  type PutObjectAclRequest,
  PutObjectTagging$,
  type PutObjectTaggingOutput,
  type PutObjectTaggingRequest,
} from '@aws-sdk/client-s3';

import type { ContextValue } from '../authorization/access-question.js';
import { openOperation } from '../service/operation.js';
import type { StoredObject } from '../state/model.js';
import { aclShape, missingAcl } from './bucket-acls.js';
import { readObjectTags } from './s3-tags.rules.js';
import { askingObject, bucketNamed } from './s3-access.js';
import { tagsOf } from './s3-state.js';
import { objectNamed } from './stored-object.js';
import { requestedAcl } from './write-object.js';

function versionMember({ versionId }: StoredObject): { VersionId?: string } {
  return versionId === undefined ? {} : { VersionId: versionId };
}

export const getObjectTagging = openOperation<GetObjectTaggingRequest, GetObjectTaggingOutput>({
  schema: GetObjectTagging$,
  access: askingObject('s3:GetObjectTagging', 's3:GetObjectVersionTagging'),
  handle: (input, call) => {
    const object = objectNamed(input, call);
    return { TagSet: [...(object.tags ?? [])].map(([Key, Value]) => ({ Key, Value })), ...versionMember(object) };
  },
});

/** Replaces the whole set. */
export const putObjectTagging = openOperation<PutObjectTaggingRequest, PutObjectTaggingOutput>({
  schema: PutObjectTagging$,
  access: (input, call) => {
    const tags = input.Tagging?.TagSet ?? [];
    const context: Record<string, ContextValue> = {
      ...Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [`s3:RequestObjectTag/${Key}`, Value])),
      's3:RequestObjectTagKeys': tags.map(({ Key = '' }) => Key),
    };
    return askingObject('s3:PutObjectTagging', 's3:PutObjectVersionTagging')(input, call).map((question) => ({
      ...question,
      context: { ...question.context, ...context },
    }));
  },
  handle: (input, call) => {
    const object = objectNamed(input, call);
    const given = readObjectTags(input.Tagging?.TagSet ?? []);
    const tags = tagsOf(object);
    tags.clear();
    for (const [key, value] of given) tags.set(key, value);
    return versionMember(object);
  },
});

export const deleteObjectTagging = openOperation<DeleteObjectTaggingRequest, DeleteObjectTaggingOutput>({
  schema: DeleteObjectTagging$,
  access: askingObject('s3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging'),
  handle: (input, call) => {
    const object = objectNamed(input, call);
    object.tags?.clear();
    return versionMember(object);
  },
});

export const getObjectAcl = openOperation<GetObjectAclRequest, GetObjectAclOutput>({
  schema: GetObjectAcl$,
  access: askingObject('s3:GetObjectAcl', 's3:GetObjectVersionAcl'),
  handle: (input, call) => aclShape(bucketNamed(call, input.Bucket).accountId, objectNamed(input, call).acl ?? []),
});

export const putObjectAcl = openOperation<PutObjectAclRequest, object>({
  schema: PutObjectAcl$,
  access: askingObject('s3:PutObjectAcl', 's3:PutObjectVersionAcl'),
  handle: (input, call) => {
    const object = objectNamed(input, call);
    object.acl = requestedAcl(input, call, bucketNamed(call, input.Bucket)) ?? missingAcl();
    return {};
  },
});
