import type { FindingSeverity } from '../parse/finding.js';

/** One thing that lint looks for. */
export interface LintRule {
  readonly severity: FindingSeverity;
  /** Why it matters, in a sentence or two. */
  readonly explanation: string;
  /** The page of AWS's documentation that says so. */
  readonly source: string;
}

const rule = (severity: FindingSeverity, explanation: string, source: string): LintRule => ({
  severity,
  explanation,
  source,
});

const RESOURCE = 'IAM User Guide, "IAM JSON policy elements: Resource"';
const CONDITION = 'IAM User Guide, "IAM JSON policy elements: Condition operators"';
const SETS = 'IAM User Guide, "Multivalued context keys"';
const PRINCIPAL = 'IAM User Guide, "AWS JSON policy elements: Principal"';
const REFERENCE = 'Service Authorization Reference, page of the service';
const PRACTICE = 'IAM User Guide, "Security best practices in IAM"';
const KEYS = 'IAM User Guide, "AWS global condition context keys"';
const DEPUTY = 'IAM User Guide, "The confused deputy problem"';
const ARN = 'IAM User Guide, "Amazon Resource Names (ARNs)"';
const VALIDATION = 'IAM User Guide, "Access Analyzer policy check reference"';
const GRAMMAR = 'IAM User Guide, "Grammar of the IAM JSON policy language"';
const PASS_ROLE = 'IAM User Guide, "Grant a user permissions to pass a role to an AWS service"';
const RCP = 'Organizations User Guide, "RCP syntax"';
const TRUST = 'IAM User Guide, "Update a role trust policy"';

/** Every rule of lint by its id. Documentation is generated from this table. */
export const LINT_RULES = {
  // Actions
  'unknown-service': rule('error', 'No AWS service has this prefix: the action matches nothing.', REFERENCE),
  'unknown-action': rule('error', 'The service has no such action: the statement does nothing for it.', REFERENCE),
  'renamed-action': rule(
    'error',
    'The name is retired, or is an API call whose permission has another name.',
    REFERENCE,
  ),
  'redundant-action': rule('suggestion', 'Another action of the same list covers this one.', VALIDATION),
  'not-action-with-allow': rule(
    'warning',
    'Allow with NotAction grants every other action, also those of services that do not exist yet.',
    'IAM User Guide, "IAM JSON policy elements: NotAction"',
  ),
  'full-administration': rule('warning', 'The statement allows everything on everything.', PRACTICE),
  // Resources
  'malformed-arn': rule('error', 'A resource is "*" or an ARN of six parts; this one matches nothing.', ARN),
  'unknown-partition': rule('error', 'No AWS partition has this name.', ARN),
  'malformed-region': rule('error', 'The fourth part of an ARN is a region, a pattern or empty.', ARN),
  'mistyped-account': rule(
    'warning',
    'An account id has twelve digits; or this one is a slip away from an account that is known.',
    ARN,
  ),
  'arn-form': rule(
    'error',
    'Region or account of the ARN are filled in, or empty, where this type of resource has it the other way.',
    REFERENCE,
  ),
  'unknown-resource-type': rule('warning', 'No resource type of the service has an ARN of this form.', REFERENCE),
  'redundant-resource': rule('suggestion', 'Another resource of the same list covers this one.', VALIDATION),
  'not-resource-with-allow': rule(
    'warning',
    'Allow with NotResource grants access to every other resource, also to those that do not exist yet.',
    'IAM User Guide, "IAM JSON policy elements: NotResource"',
  ),
  // Actions and resources together
  'action-without-resource': rule(
    'warning',
    'None of the resources is of a type that this action works on: it has no effect here.',
    REFERENCE,
  ),
  'resource-without-action': rule(
    'warning',
    'None of the actions works on resources of this type: naming it has no effect.',
    REFERENCE,
  ),
  'needs-every-resource': rule('warning', 'The action names no resource: it works with "*" only.', REFERENCE),
  // Statements
  'no-statements': rule('warning', 'A policy without statements does nothing.', GRAMMAR),
  'empty-list': rule('warning', 'An empty list matches nothing.', VALIDATION),
  'invalid-sid': rule(
    'error',
    'A Sid holds the letters A-Z and a-z and digits only.',
    'IAM User Guide, "IAM JSON policy elements: Sid"',
  ),
  'duplicate-sid': rule(
    'error',
    'Each Sid of a document may come once only.',
    'IAM User Guide, "IAM JSON policy elements: Sid"',
  ),
  'unreachable-statement': rule(
    'warning',
    'A Deny covers everything that this statement allows.',
    'IAM User Guide, "Policy evaluation logic"',
  ),
  'redundant-statement': rule('suggestion', 'Another statement covers this one.', VALIDATION),
  'missing-version': rule(
    'suggestion',
    'Without Version the language of 2008 applies: policy variables are plain text.',
    'IAM User Guide, "IAM JSON policy elements: Version"',
  ),
  'old-version': rule(
    'suggestion',
    'Version 2008-10-17 has no policy variables.',
    'IAM User Guide, "IAM JSON policy elements: Version"',
  ),
  'variable-in-old-version': rule(
    'warning',
    'Before version 2012-10-17 a policy variable is plain text.',
    'IAM User Guide, "IAM policy elements: Variables and tags"',
  ),
  'near-size-limit': rule(
    'suggestion',
    'The policy is about to outgrow what AWS stores.',
    'IAM User Guide, "IAM and AWS STS quotas"',
  ),
  'not-fully-checked': rule(
    'suggestion',
    'The policy is so large that pairs of its statements and values were not all compared.',
    'none: a limit of this library',
  ),
  // Conditions
  'unknown-condition-key': rule('error', 'No such condition key exists, so requests never have it.', KEYS),
  'condition-key-not-for-action': rule('warning', 'Requests for these actions never have this key.', REFERENCE),
  'renamed-condition-key': rule('warning', 'The key is deprecated.', KEYS),
  'operator-type': rule('warning', 'The operator compares another type than the key has.', CONDITION),
  'invalid-boolean': rule('error', 'Bool and Null want true or false.', CONDITION),
  'invalid-number': rule('error', 'A numeric operator wants a number.', CONDITION),
  'invalid-date': rule('error', 'A date operator wants an ISO 8601 date or seconds since 1970.', CONDITION),
  'invalid-ip-range': rule('error', 'An IP operator wants an address or a CIDR block.', CONDITION),
  'invalid-arn-value': rule('error', 'An ARN operator wants an ARN of six parts.', CONDITION),
  'ip-range-host-bits': rule(
    'suggestion',
    'The address has bits set that the length of the block cuts off.',
    'RFC 4632',
  ),
  'private-source-ip': rule(
    'warning',
    'aws:SourceIp is the public address of the caller: a private one never comes.',
    KEYS,
  ),
  'wildcard-in-equals': rule('warning', 'StringEquals takes "*" and "?" as plain text.', CONDITION),
  'redundant-value': rule('suggestion', 'The value comes twice in the list.', VALIDATION),
  'for-all-values-without-null': rule(
    'warning',
    'ForAllValues also holds when the key is absent, so an Allow applies then.',
    SETS,
  ),
  'set-operator-on-single-value': rule(
    'warning',
    'The key has one value: ForAllValues and ForAnyValue are for lists, and ForAllValues holds when it is absent.',
    SETS,
  ),
  'list-without-set-operator': rule(
    'warning',
    'The key is a list: without ForAllValues or ForAnyValue AWS does not say how it is compared.',
    SETS,
  ),
  'condition-never-holds': rule('warning', 'Two conditions on the same key contradict each other.', CONDITION),
  'null-without-effect': rule(
    'suggestion',
    'The Null condition says what another condition already asks for, or nothing.',
    CONDITION,
  ),
  'if-exists-without-effect': rule(
    'suggestion',
    'IfExists has no effect, since a Null condition asks for the key.',
    CONDITION,
  ),
  'unknown-variable': rule(
    'error',
    'No request has this key: the text with the variable matches nothing.',
    'IAM User Guide, "IAM policy elements: Variables and tags"',
  ),
  // Passing roles
  'pass-role-everything': rule(
    'warning',
    'Passing any role to a service gives away what the most powerful role may do.',
    PASS_ROLE,
  ),
  'pass-role-without-service': rule(
    'suggestion',
    'Without iam:PassedToService the role can be passed to any service that its trust policy lets in.',
    PASS_ROLE,
  ),
  'service-linked-role-everything': rule(
    'warning',
    'iam:CreateServiceLinkedRole for every service; name it with iam:AWSServiceName.',
    VALIDATION,
  ),
  // Principals
  'public-principal': rule('warning', 'Everybody, also without an AWS account, is let in.', PRINCIPAL),
  'cross-organization-principal': rule('warning', 'An account outside of the organization is let in.', PRINCIPAL),
  'missing-confused-deputy-condition': rule('warning', 'A service is let in, whoever it works for.', DEPUTY),
  'malformed-principal': rule('error', 'AWS finds no principal by this text and refuses the policy.', PRINCIPAL),
  'principal-with-wildcard': rule(
    'error',
    'A principal is "*" or a whole ARN: wildcards inside are not supported.',
    PRINCIPAL,
  ),
  'principal-by-unique-id': rule('suggestion', 'This is what is left of a principal that was deleted.', PRINCIPAL),
  'redundant-principal': rule('suggestion', 'Another principal of the same element covers this one.', VALIDATION),
  'not-principal-with-deny': rule(
    'suggestion',
    'NotPrincipal is hard to get right with sessions and boundaries; AWS advises a condition on aws:PrincipalArn.',
    'IAM User Guide, "AWS JSON policy elements: NotPrincipal"',
  ),
  // What only some kinds of policies may say
  'trust-action': rule('error', 'A trust policy speaks of assuming the role only.', TRUST),
  'trust-action-mismatch': rule('warning', 'This kind of principal assumes roles with another action.', TRUST),
  'missing-identity-condition': rule(
    'warning',
    'Everybody whom this identity provider knows can assume the role.',
    'IAM User Guide, "Create a role for OpenID Connect federation"',
  ),
  'rcp-allow': rule('error', 'An RCP of your own can only deny.', RCP),
  'rcp-principal': rule('error', 'The principal of an RCP is always "*".', RCP),
  'rcp-not-element': rule('error', 'RCPs support neither NotAction nor NotPrincipal.', RCP),
  'rcp-every-action': rule('error', 'An RCP names the service: "*" alone is not supported as its action.', RCP),
  'rcp-unsupported-service': rule(
    'warning',
    'RCPs do not bind resources of this service.',
    'Organizations User Guide, "Resource control policies (RCPs)"',
  ),
  'action-outside-service': rule(
    'warning',
    'A resource policy can only speak of actions of the service that holds the resource.',
    RESOURCE,
  ),
} as const satisfies Record<string, LintRule>;

/** Name of a rule of `lintPolicy`. */
export type LintRuleId = keyof typeof LINT_RULES;
