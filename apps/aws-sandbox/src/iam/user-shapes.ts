import type { User as UserShape } from '@aws-sdk/client-iam';

import type { User } from '../state/model.js';
import { boundaryShape, tagList } from './iam-shapes.js';

/** A user as lists show it: without tags and boundary. */
export function listedUserShape({ path, name, id, arn, createdAt }: User): UserShape {
  return { Path: path, UserName: name, UserId: id, Arn: arn, CreateDate: createdAt };
}

/** A user as GetUser shows it. */
export function userShape(user: User): UserShape {
  const tags = user.tags.size === 0 ? {} : { Tags: tagList(user.tags) };
  return { ...listedUserShape(user), ...boundaryShape(user.boundaryArn), ...tags };
}
