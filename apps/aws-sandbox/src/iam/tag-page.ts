import type { Tag } from '@aws-sdk/client-iam';

import type { Tags } from '../state/model.js';
import { pageOf, sortedBy } from './iam-paging.rules.js';
import { tagList } from './iam-shapes.js';

interface PagingInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** A page of tags, sorted by key. */
export function tagPage(tags: Tags, input: PagingInput) {
  const keyOf = ({ Key }: Tag): string => Key ?? '';
  const { items, ...rest } = pageOf(sortedBy(tagList(tags), keyOf), keyOf, input);
  return { Tags: [...items], ...rest };
}
