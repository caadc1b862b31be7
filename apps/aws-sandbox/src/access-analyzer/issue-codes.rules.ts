import type { Finding, LintRuleId } from '@gatehouse/iam-policy';

export type IssueType = 'ERROR' | 'SECURITY_WARNING' | 'WARNING' | 'SUGGESTION';

/** How Access Analyzer calls an issue (IAM User Guide, "Access Analyzer policy check reference"). */
export interface Issue {
  readonly type: IssueType;
  readonly code: string;
}

type Choice = Issue | ((finding: Finding) => Issue);

const error = (code: string): Issue => ({ type: 'ERROR', code });
const security = (code: string): Issue => ({ type: 'SECURITY_WARNING', code });
const warning = (code: string): Issue => ({ type: 'WARNING', code });
const suggestion = (code: string): Issue => ({ type: 'SUGGESTION', code });

/** What lint finds, in Access Analyzer's terms; undefined where Access Analyzer has no such check. */
export const ISSUES_OF_LINT: Readonly<Record<LintRuleId, Choice | undefined>> = {
  'unknown-service': error('INVALID_SERVICE_IN_ACTION'),
  'unknown-action': error('INVALID_ACTION'),
  'renamed-action': error('INVALID_ACTION'),
  'redundant-action': suggestion('REDUNDANT_ACTION'),
  'not-action-with-allow': undefined,
  'full-administration': undefined,
  'malformed-arn': error('MISSING_ARN_FIELD'),
  'unknown-partition': error('INVALID_PARTITION'),
  'malformed-region': error('INVALID_ARN_REGION'),
  'mistyped-account': error('INVALID_ARN_ACCOUNT'),
  'arn-form': error('INVALID_ARN_RESOURCE'),
  'unknown-resource-type': error('INVALID_ARN_RESOURCE'),
  'redundant-resource': suggestion('REDUNDANT_RESOURCE'),
  'not-resource-with-allow': undefined,
  'action-without-resource': undefined,
  'resource-without-action': undefined,
  'needs-every-resource': undefined,
  'no-statements': error('MISSING_STATEMENT'),
  'empty-list': ({ path }) => suggestion(`EMPTY_ARRAY_${elementOf(path)}`),
  'invalid-sid': error('UNSUPPORTED_SID'),
  'duplicate-sid': warning('UNIQUE_SIDS_RECOMMENDED'),
  'unreachable-statement': suggestion('REDUNDANT_STATEMENT'),
  'redundant-statement': suggestion('REDUNDANT_STATEMENT'),
  'missing-version': warning('MISSING_VERSION'),
  'old-version': undefined,
  'variable-in-old-version': error('VARIABLE_UNSUPPORTED_IN_VERSION'),
  'near-size-limit': undefined,
  'not-fully-checked': undefined,
  'unknown-condition-key': ({ path }) =>
    error(/\.aws:/iu.test(path) ? 'INVALID_GLOBAL_CONDITION_KEY' : 'INVALID_SERVICE_CONDITION_KEY'),
  'condition-key-not-for-action': undefined,
  'renamed-condition-key': warning('DEPRECATED_GLOBAL_CONDITION_KEY'),
  'operator-type': warning('TYPE_MISMATCH'),
  'invalid-boolean': error('TYPE_MISMATCH_BOOLEAN'),
  'invalid-number': error('TYPE_MISMATCH_NUMBER'),
  'invalid-date': error('TYPE_MISMATCH_DATE'),
  'invalid-ip-range': error('TYPE_MISMATCH_IP_RANGE'),
  'invalid-arn-value': error('MISSING_ARN_FIELD'),
  'ip-range-host-bits': suggestion('IMPROVE_IP_RANGE'),
  'private-source-ip': error('PRIVATE_IP_ADDRESS'),
  'wildcard-in-equals': warning('WILDCARD_WITHOUT_LIKE_OPERATOR'),
  'redundant-value': undefined,
  'for-all-values-without-null': undefined,
  'set-operator-on-single-value': ({ path }) =>
    path.includes('ForAllValues')
      ? security('FORALLVALUES_WITH_SINGLE_VALUED_KEY')
      : suggestion('FORANYVALUE_WITH_SINGLE_VALUED_KEY'),
  'list-without-set-operator': error('MISSING_QUALIFIER'),
  'condition-never-holds': undefined,
  'null-without-effect': undefined,
  'if-exists-without-effect': undefined,
  'unknown-variable': undefined,
  'pass-role-everything': security('PASS_ROLE_WITH_STAR_IN_RESOURCE'),
  'pass-role-without-service': undefined,
  'service-linked-role-everything': security('CREATE_SLR_WITH_STAR_IN_RESOURCE'),
  'public-principal': undefined,
  'cross-organization-principal': undefined,
  'missing-confused-deputy-condition': security('RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL'),
  'malformed-principal': error('INVALID_PRINCIPAL_FORMAT'),
  'principal-with-wildcard': error('UNSUPPORTED_WILDCARD_IN_PRINCIPAL'),
  'principal-by-unique-id': undefined,
  'redundant-principal': undefined,
  'not-principal-with-deny': undefined,
  'trust-action': error('UNSUPPORTED_ACTION_IN_POLICY'),
  'trust-action-mismatch': error('MISMATCHED_ACTION_FOR_PRINCIPAL'),
  'missing-identity-condition': undefined,
  'rcp-allow': error('RCP_SYNTAX_ERROR_ALLOW'),
  'rcp-principal': error('RCP_SYNTAX_ERROR_PRINCIPAL'),
  'rcp-not-element': error('RCP_SYNTAX_ERROR_NOT_ELEMENT'),
  'rcp-every-action': error('RCP_SYNTAX_ERROR_ACTION_WILDCARD'),
  'rcp-unsupported-service': undefined,
  'action-outside-service': error('UNSUPPORTED_ACTION_IN_POLICY'),
};

/** What the parser finds. */
const ISSUES_OF_PARSER: Readonly<Record<string, Choice>> = {
  'syntax-error': error('JSON_SYNTAX_ERROR'),
  'nested-too-deep': error('JSON_SYNTAX_ERROR'),
  'too-large': error('JSON_SYNTAX_ERROR'),
  'control-character': error('JSON_SYNTAX_ERROR'),
  'character-not-allowed': error('JSON_SYNTAX_ERROR'),
  'lone-surrogate': error('JSON_SYNTAX_ERROR'),
  'duplicate-key': error('DUPLICATE_KEYS_WITH_DIFFERENT_CASE'),
  'unknown-element': error('INVALID_POLICY_ELEMENT'),
  'prohibited-element': ({ path }) =>
    path.endsWith('Principal') ? error('UNSUPPORTED_PRINCIPAL') : error('INVALID_POLICY_ELEMENT'),
  'missing-element': ({ message }) => error(`MISSING_${missingOf(message)}`),
  'wrong-type': error('DATA_TYPE_MISMATCH'),
  'unreadable-value': error('DATA_TYPE_MISMATCH'),
  'contradicting-elements': error('UNSUPPORTED_ELEMENT_COMBINATION'),
  'unknown-version': error('INVALID_VERSION'),
  'invalid-effect': error('INVALID_EFFECT'),
  'unknown-operator': error('INVALID_CONDITION_OPERATOR'),
  'unknown-principal-type': error('INVALID_PRINCIPAL_KEY'),
  'malformed-action': error('INVALID_ACTION'),
  'malformed-variable': error('MISSING_BRACE_IN_VARIABLE'),
  'not-principal-with-allow': security('ALLOW_WITH_NOT_PRINCIPAL'),
  'size-limit': warning('POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA'),
};

/** The issue of a finding; undefined for what Access Analyzer does not look at. */
export function issueOf(finding: Finding): Issue | undefined {
  const choice =
    ISSUES_OF_PARSER[finding.id] ?? (ISSUES_OF_LINT as Readonly<Record<string, Choice | undefined>>)[finding.id];
  return typeof choice === 'function' ? choice(finding) : choice;
}

/** `Statement[0].Action` → `ACTION` */
function elementOf(path: string): string {
  const names: readonly string[] = path.match(/[A-Za-z]+/gu) ?? [];
  const name = names.includes('Condition') ? 'Condition' : (names.at(-1) ?? 'Statement');
  return name.replace(/^Not/u, '').toUpperCase();
}

/** The element that a message says is missing. */
function missingOf(message: string): string {
  return (/\b(Statement|Effect|Action|Resource|Principal)\b/u.exec(message)?.[1] ?? 'Statement').toUpperCase();
}
