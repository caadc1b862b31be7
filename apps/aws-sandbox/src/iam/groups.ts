import {
  GetGroup$,
  type GetGroupRequest,
  type GetGroupResponse,
  type Group as GroupShape,
  ListGroups$,
  type ListGroupsRequest,
  type ListGroupsResponse,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import { operation } from '../service/operation.js';
import type { Group } from '../state/model.js';
import { PATH_PREFIX, noSuchEntity, ownAccount } from './iam-account.js';
import { pageOf, sortedBy } from './iam-paging.rules.js';

export function groupShape({ path, name, id, arn, createdAt }: Group): GroupShape {
  return { Path: path, GroupName: name, GroupId: id, Arn: arn, CreateDate: createdAt };
}

export const listGroups = operation<ListGroupsRequest, ListGroupsResponse>({
  schema: ListGroups$,
  access: (input, { caller, world }) => {
    refuseViolations({ PathPrefix: input.PathPrefix }, { PathPrefix: PATH_PREFIX });
    const resource = `arn:${world.partition}:iam::${caller.accountId}:group${input.PathPrefix ?? '/'}`;
    return [{ action: 'iam:ListGroups', resource, resourceAccountId: caller.accountId }];
  },
  handle: (input, call) => {
    const matching = [...ownAccount(call).groups.values()].filter(({ path }) =>
      path.startsWith(input.PathPrefix ?? '/'),
    );
    const { items, ...rest } = pageOf(
      sortedBy(matching, ({ name }) => name),
      ({ name }) => name,
      input,
    );
    return { Groups: items.map(groupShape), ...rest };
  },
});

/** The group and, by page, who is in it. */
export const getGroup = operation<GetGroupRequest, GetGroupResponse>({
  schema: GetGroup$,
  access: (input, call) => {
    const account = ownAccount(call);
    const name = input.GroupName ?? '';
    const arn =
      account.groups.get(name.toLowerCase())?.arn ?? `arn:${call.world.partition}:iam::${account.id}:group/${name}`;
    return [{ action: 'iam:GetGroup', resource: arn, resourceAccountId: account.id }];
  },
  handle: (input, call) => {
    const account = ownAccount(call);
    const group = account.groups.get((input.GroupName ?? '').toLowerCase());
    if (group === undefined) throw noSuchEntity(`The group with name ${input.GroupName ?? ''} cannot be found.`);
    const members = [...account.users.values()].filter(({ groups }) => groups.has(group.name));
    const { items, ...rest } = pageOf(
      sortedBy(members, ({ name }) => name),
      ({ name }) => name,
      input,
    );
    const Users = items.map(({ path, name, id, arn, createdAt }) => ({
      Path: path,
      UserName: name,
      UserId: id,
      Arn: arn,
      CreateDate: createdAt,
    }));
    return { Group: groupShape(group), Users, ...rest };
  },
});
