import type { Account, Group, Role, User } from '../state/model.js';
import type { PolicyUse } from './iam-shapes.js';

/** Which policies are in use in an account, and how often. */
export function policyUses(account: Account): ReadonlyMap<string, PolicyUse> {
  const uses = new Map<string, PolicyUse>();
  const add = (arn: string, attachments: number, boundaries: number): void => {
    const known = uses.get(arn) ?? { attachments: 0, boundaries: 0 };
    uses.set(arn, { attachments: known.attachments + attachments, boundaries: known.boundaries + boundaries });
  };
  const entities: readonly (User | Group | Role)[] = [
    ...account.users.values(),
    ...account.groups.values(),
    ...account.roles.values(),
  ];
  for (const entity of entities) {
    for (const arn of entity.attachedPolicies) add(arn, 1, 0);
    if ('boundaryArn' in entity && entity.boundaryArn !== undefined) add(entity.boundaryArn, 0, 1);
  }
  return uses;
}
