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
export { type ActionPattern, actionMatches, compileActionPattern, serviceOfAction } from './match/action.js';
export { type ArnParts, parseArn, splitArn } from './match/arn.js';
