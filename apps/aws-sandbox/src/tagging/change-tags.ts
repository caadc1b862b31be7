import {
  type FailureInfo,
  TagResources$,
  type TagResourcesInput,
  type TagResourcesOutput,
  UntagResources$,
  type UntagResourcesInput,
  type UntagResourcesOutput,
} from '@aws-sdk/client-resource-groups-tagging-api';

import type { AccessQuestion } from '../authorization/access-question.js';
import { callerMay } from '../authorization/caller-permission.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { Tags } from '../state/model.js';
import type { ResourceView } from '../state/resource-view.js';
import { recordChanges, watch } from '../config/record-changes.js';
import { findResource } from '../state/resource-sources.js';
import { onAccount } from './search-tags.js';
import { isTaggable } from './resource-type.rules.js';
import { refuseBadTagging, refuseBadUntagging, invalid } from './tagging-input.rules.js';
import { taggingActionOf, untaggingActionOf } from './tagging-permissions.rules.js';

const MOST_TAGS = 50;

export const tagResources = operation<TagResourcesInput, TagResourcesOutput>({
  schema: TagResources$,
  access: (input, call) => {
    refuseBadTagging(input.ResourceARNList ?? [], Object.entries(input.Tags ?? {}));
    refuseForeign(input.ResourceARNList ?? [], call);
    return onAccount('tag:TagResources')(input, call);
  },
  handle: async (input, call) => {
    const tags = Object.entries(input.Tags ?? {});
    const context = {
      'aws:TagKeys': tags.map(([key]) => key),
      ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    };
    return changeEach(call, input.ResourceARNList ?? [], (view) => ({
      action: taggingActionOf(view),
      context,
      change: () => addTags(view.tags, tags),
    }));
  },
});

export const untagResources = operation<UntagResourcesInput, UntagResourcesOutput>({
  schema: UntagResources$,
  access: (input, call) => {
    refuseBadUntagging(input.ResourceARNList ?? [], input.TagKeys ?? []);
    refuseForeign(input.ResourceARNList ?? [], call);
    return onAccount('tag:UntagResources')(input, call);
  },
  handle: async (input, call) => {
    const keys = input.TagKeys ?? [];
    return changeEach(call, input.ResourceARNList ?? [], (view) => ({
      action: untaggingActionOf(view),
      context: { 'aws:TagKeys': keys },
      change: () => {
        for (const key of keys) view.tags.delete(key);
        return undefined;
      },
    }));
  },
});

/** ARNs of other accounts, and of the roles and users that the Tagging API leaves to IAM, are no ARNs to it. */
function refuseForeign(arns: readonly string[], { caller }: Call): void {
  const form = new RegExp(
    `^arn:[a-z-]+:(?!iam:[^:]*:[^:]*:(?:role|user|group)/)[a-z0-9-]+:[a-z0-9-]*:(?:${caller.accountId})?:.+`,
    'u',
  );
  const wrong = arns.find((arn) => !form.test(arn));
  if (wrong !== undefined) throw invalid(`${wrong} is not a valid AmazonResourceName (ARN)`);
}

interface TagChange {
  /** What the service that keeps the resource asks for, beside the Tagging API's own permission. */
  readonly action: string;
  readonly context: AccessQuestion['context'];
  /** What went wrong, if anything. */
  readonly change: () => FailureInfo | undefined;
}

/** What works is done, what does not is reported: the call succeeds all the same. */
async function changeEach(call: Call, arns: readonly string[], plan: (view: ResourceView) => TagChange) {
  const sources = await call.resourceSources();
  const watched = watch(call.world, sources, new Map(arns.map((arn) => [arn, call.caller.accountId])));
  const failed: Record<string, FailureInfo> = {};
  for (const arn of arns) {
    const view = findResource(sources, call.world, { arn, accountId: call.caller.accountId });
    const failure = view === undefined || !isTaggable(view) ? NOT_THERE : changeOne(call, view, plan);
    if (failure !== undefined) failed[arn] = failure;
  }
  recordChanges(call.world, sources, watched, call.now);
  return { FailedResourcesMap: failed };
}

const NOT_THERE: FailureInfo = {
  StatusCode: 400,
  ErrorCode: 'InvalidParameterException',
  ErrorMessage: 'The resource does not exist, or the Tagging API does not support its type.',
};

function changeOne(call: Call, view: ResourceView, plan: (view: ResourceView) => TagChange): FailureInfo | undefined {
  const { action, context, change } = plan(view);
  const question = {
    action,
    resource: view.arn,
    resourceAccountId: view.accountId,
    resourceTags: view.tags,
    ...(context === undefined ? {} : { context }),
  };
  if (callerMay(call, question)) return change();
  return {
    StatusCode: 403,
    // The model lists two codes; services' own come through as they are.
    ErrorCode: 'AccessDeniedException' as NonNullable<FailureInfo['ErrorCode']>,
    ErrorMessage: `User: ${call.caller.arn} is not authorized to perform: ${action} on resource: ${view.arn}`,
  };
}

function addTags(tags: Tags, more: ReadonlyArray<readonly [string, string]>): FailureInfo | undefined {
  if (new Set([...tags.keys(), ...more.map(([key]) => key)]).size > MOST_TAGS) {
    return {
      StatusCode: 400,
      ErrorCode: 'InvalidParameterException',
      ErrorMessage: `A resource has at most ${String(MOST_TAGS)} tags.`,
    };
  }
  for (const [key, value] of more) tags.set(key, value);
  return undefined;
}
