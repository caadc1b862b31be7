import type { PasswordPolicy } from './iam-state.js';

/** What AWS asks of passwords where an account has no policy of its own (IAM User Guide, "Account password policy"). */
const DEFAULT_LENGTH = 8;
const DEFAULT_KINDS = 3;
const SYMBOLS = /[!@#$%^&*()_+\-=[\]{}|']/u;

interface Password {
  readonly text: string;
  readonly userName: string;
}

/** Why a password is refused, in AWS's words; undefined when it will do. */
export function passwordProblem(policy: PasswordPolicy | undefined, { text, userName }: Password): string | undefined {
  if (text.toLowerCase() === userName.toLowerCase()) return 'Password cannot be the same as the user name';
  return policy === undefined ? defaultProblem(text) : policyProblem(policy, text);
}

function defaultProblem(text: string): string | undefined {
  if (text.length < DEFAULT_LENGTH) return `Password should have a minimum length of ${String(DEFAULT_LENGTH)}`;
  const kinds = [/[A-Z]/u, /[a-z]/u, /\d/u, SYMBOLS].filter((kind) => kind.test(text)).length;
  if (kinds >= DEFAULT_KINDS) return undefined;
  return 'Password does not conform to the account password policy.';
}

function policyProblem(policy: PasswordPolicy, text: string): string | undefined {
  if (text.length < policy.minimumLength) {
    return `Password should have a minimum length of ${String(policy.minimumLength)}`;
  }
  const rules: readonly (readonly [boolean, RegExp, string])[] = [
    [policy.requireUppercase, /[A-Z]/u, 'uppercase letter'],
    [policy.requireLowercase, /[a-z]/u, 'lowercase letter'],
    [policy.requireNumbers, /\d/u, 'number'],
    [policy.requireSymbols, SYMBOLS, 'symbol'],
  ];
  const broken = rules.find(([asked, form]) => asked && !form.test(text));
  return broken === undefined ? undefined : `Password should have at least one ${broken[2]}`;
}
