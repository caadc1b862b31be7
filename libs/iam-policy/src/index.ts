export type {
  Condition,
  ConditionOperator,
  Effect,
  ListElement,
  OperatorName,
  PolicyDocument,
  PolicyKind,
  PolicyVersion,
  PrincipalElement,
  PrincipalEntry,
  PrincipalType,
  SourceRange,
  Statement,
  StatementElement,
  TextNode,
} from './parse/ast.js';
export type { Finding, FindingSeverity } from './parse/finding.js';
export { NO, UNSURE, YES, type Truth, both, either, not } from './match/truth.js';
export { asciiLowerCase } from './match/ascii.js';
export {
  type PatternToken,
  WildcardPattern,
  compileWildcard,
  tokenizeWildcard,
  wildcardMatches,
} from './match/wildcard.js';
export { ActionPattern, actionMatches, compileActionPattern, serviceOfAction } from './match/action.js';
export { type ArnParts, parseArn, splitArn } from './match/arn.js';
export { ArnPattern, ArnTarget } from './match/arn-pattern.js';
export { type CompiledCondition, compileCondition } from './match/condition.js';
export { type Comparison, compareNumbers } from './match/numeric.js';
export { compareDates, parseDate } from './match/date.js';
export { type IpRange, ipInRange, parseIpRange } from './match/ip.js';
export { type Caller, type Principal, callerOf, principalOf } from './match/caller.js';
export { type CompiledPrincipal, type Grant, type PrincipalMatch, compilePrincipal } from './match/principal.js';
export { type ContextInput, type ContextScalar, type ContextValue, RequestContext } from './match/request-context.js';
export { ResourcePattern, compileResourcePattern, resourceTarget } from './match/resource.js';
export {
  type Resolution,
  type Template,
  type TemplateToken,
  type VariableToken,
  parseTemplate,
  resolveTemplate,
} from './match/template.js';
export { type ParseOptions, type ParsedPolicy, parsePolicy } from './parse/parse-policy.js';
export { policySize } from './parse/check-text.js';
export { printPolicy } from './parse/print-policy.js';
export { readOperator } from './parse/read-condition.js';
export {
  type CompiledPolicy,
  CompiledStatement,
  type MatchInput,
  type StatementRef,
  compilePolicy,
  compilePolicyText,
} from './evaluate/compile-policy.js';
export { type Decision, type DecisionReason, evaluate, evaluateVerdict } from './evaluate/evaluate.js';
export type { LayerDecision, LayerName, Verdict } from './evaluate/layer.js';
export {
  type OrganizationLevel,
  type PolicySet,
  type PolicySetFinding,
  type PolicySource,
  loadPolicySet,
} from './evaluate/policy-set.js';
export { type AccessRequest, type PreparedRequest, prepareRequest } from './evaluate/request.js';
export { SERVICES_WITH_RCPS } from './evaluate/special-cases.js';
export { denialMessage } from './explain/denial-message.js';
export { principalContext } from './evaluate/principal-context.js';
export { type AccessChange, type AccessDiff, accessDiff } from './compare/access-diff.js';
export type { ComparedPolicies } from './compare/access-formula.js';
export { type CompareOptions, type NothingNew, grantsNothingNew } from './compare/grants-nothing-new.js';
export { type AccessPattern, type NeverAllows, neverAllows } from './compare/never-allows.js';
export { printCondition } from './compare/print-condition.js';
export { type PlainPolicy, minimisePolicy } from './normalise/minimise.js';
export { actionCovers, resourceCovers } from './normalise/pattern-cover.js';
export { splitPolicy } from './normalise/split.js';
export {
  type Explanation,
  type LayerExplanation,
  type UnsettledStatement,
  explain,
  statementName,
} from './explain/explain.js';
export { type NeededChange, neededChanges } from './explain/changes.js';
export type { MissedElement, NearMiss } from './explain/near-miss.js';
export {
  type AccessLevel,
  Catalogue,
  type CatalogueAction,
  type CatalogueConditionKey,
  type CatalogueData,
  type CatalogueResourceType,
  type CatalogueService,
  type KnownAction,
} from './catalogue/catalogue.js';
export { type CatalogueReader, loadCatalogue } from './catalogue/load-catalogue.js';
export { PASS_ROLE_ACTIONS, dependentActionsOf } from './catalogue/dependent-actions.js';
export { expandActions, shrinkActions } from './catalogue/expand.js';
export {
  AccessIndex,
  type AccessHolderFound,
  type AccessIndexOptions,
  type IndexedPrincipal,
  type PrincipalPolicies,
  type WhoCan,
  type WhoCanOptions,
} from './who-can/access-index.js';
export type { IndexedDocument, PolicyText } from './who-can/indexed-document.js';
export type { WhoCanQuestion } from './who-can/judge.js';
export type { AccessQuestion } from './who-can/document-answer.js';
export { lintPolicy } from './lint/lint-policy.js';
export { LINT_RULES, type LintRule, type LintRuleId } from './lint/lint-rules.js';
export type { LintOptions } from './lint/lint-subject.js';
export { assessRisk } from './risk/assess-risk.js';
export { isPublicPolicy } from './risk/is-public-policy.js';
export { ESCALATION_PATHS, type EscalationPath } from './risk/escalation-paths.js';
export type { AssessedPolicies, RiskAssessment, RiskLevel, RiskOptions, RiskReason } from './risk/risk-reason.js';
export type { Generalisation } from './suggest/generalise.js';
export {
  type AccessEvent,
  type SuggestOptions,
  type Suggestion,
  suggestStatements,
} from './suggest/suggest-statements.js';
