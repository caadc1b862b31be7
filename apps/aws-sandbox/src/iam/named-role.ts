import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import type { Role } from '../state/model.js';
import { ROLE_NAME, onRole, ownAccount, roleNamed } from './iam-account.js';

interface NamesRole {
  readonly RoleName?: string | undefined;
}

type Context = AccessQuestion['context'];

/** The question of every operation on one role, after its name has been checked. */
export function onNamedRole<Input extends NamesRole>(
  action: string,
  more: (input: Input) => Context = () => undefined,
) {
  return (input: Input, call: Call): readonly AccessQuestion[] => {
    refuseViolations({ RoleName: input.RoleName }, { RoleName: ROLE_NAME });
    const question = onRole(call, action, input.RoleName ?? '');
    const context = more(input);
    return context === undefined ? [question] : [{ ...question, context: { ...question.context, ...context } }];
  };
}

/** The role of this name, or NoSuchEntity. */
export function namedRole(input: NamesRole, call: Call): Role {
  return roleNamed(ownAccount(call), input.RoleName ?? '');
}

/** Roles that are linked to services, and those that Identity Center makes. */
const RESERVED_PATHS = ['/aws-service-role/', '/aws-reserved/'];

/** The role of this name, unless only AWS may change it. */
export function modifiableRole(input: NamesRole, call: Call): Role {
  const role = namedRole(input, call);
  if (!RESERVED_PATHS.some((path) => role.path.startsWith(path))) return role;
  throw new AwsError(
    'UnmodifiableEntity',
    `Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`,
  );
}
