import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import type { User } from '../state/model.js';
import { ENTITY_NAME, iamArn, keysOf, noSuchEntity, ownAccount, withContext } from './iam-account.js';

interface NamesUser {
  readonly UserName?: string | undefined;
}

/** Without a name, IAM means the caller, if that is a user. */
export function nameOfUser(input: NamesUser, { caller }: Call): string {
  if (input.UserName !== undefined) return input.UserName;
  if (caller.kind === 'user') return caller.user.name;
  throw new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials');
}

/** The question of every operation on one user, after its name has been checked. */
export function onUser<Input extends NamesUser>(
  action: string,
  more: (input: Input) => AccessQuestion['context'] = () => undefined,
) {
  return (input: Input, call: Call): readonly AccessQuestion[] => {
    refuseViolations({ UserName: input.UserName }, { UserName: ENTITY_NAME });
    const name = nameOfUser(input, call);
    const account = ownAccount(call);
    const user = account.users.get(name.toLowerCase());
    const resource = user?.arn ?? iamArn(account, 'user', `/${name}`);
    const question = { action, resource, resourceAccountId: account.id };
    const known = user === undefined ? question : { ...question, resourceTags: user.tags, context: keysOf(user) };
    return [withContext(known, more(input))];
  };
}

/** The user of this name, or NoSuchEntity. */
export function namedUser(input: NamesUser, call: Call): User {
  const name = nameOfUser(input, call);
  const user = ownAccount(call).users.get(name.toLowerCase());
  if (user !== undefined) return user;
  throw noSuchEntity(`The user with name ${name} cannot be found.`);
}
