/** Which document a policy is. It decides which elements are required or refused, and which limits apply. */
export type PolicyKind = 'identity' | 'boundary' | 'session' | 'resource' | 'trust' | 'scp' | 'rcp' | 'vpc-endpoint';

/** The two versions of the policy language. A document that states none is read as `2008-10-17`. */
export type PolicyVersion = '2008-10-17' | '2012-10-17';

export type Effect = 'Allow' | 'Deny';

/** Where something stands in the text: offset and length in UTF-16 units, line and column from 1. */
export interface SourceRange {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
}

/** A string of the document and its place. Numbers and booleans of the document arrive here as written. */
export interface TextNode {
  readonly value: string;
  readonly range: SourceRange;
}

/** `Action`, `NotAction`, `Resource` or `NotResource`. */
export interface ListElement {
  readonly negated: boolean;
  readonly values: readonly TextNode[];
  /** Whether the document wrote a list (`["x"]`) and not a bare string (`"x"`). */
  readonly isList: boolean;
  readonly range: SourceRange;
}

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

/** One value below `Principal`. The bare form `"Principal": "*"` is the entry `AWS` / `*` with `isBare` on the element. */
export interface PrincipalEntry {
  readonly type: PrincipalType;
  readonly value: string;
  readonly range: SourceRange;
}

/** `Principal` or `NotPrincipal`. */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly isBare: boolean;
  readonly entries: readonly PrincipalEntry[];
  readonly range: SourceRange;
}

/** Operators without qualifier and `IfExists`, in the spelling of AWS's page "IAM JSON policy elements: Condition operators". */
export type OperatorName =
  | 'StringEquals'
  | 'StringNotEquals'
  | 'StringEqualsIgnoreCase'
  | 'StringNotEqualsIgnoreCase'
  | 'StringLike'
  | 'StringNotLike'
  | 'NumericEquals'
  | 'NumericNotEquals'
  | 'NumericLessThan'
  | 'NumericLessThanEquals'
  | 'NumericGreaterThan'
  | 'NumericGreaterThanEquals'
  | 'DateEquals'
  | 'DateNotEquals'
  | 'DateLessThan'
  | 'DateLessThanEquals'
  | 'DateGreaterThan'
  | 'DateGreaterThanEquals'
  | 'Bool'
  | 'BinaryEquals'
  | 'IpAddress'
  | 'NotIpAddress'
  | 'ArnEquals'
  | 'ArnLike'
  | 'ArnNotEquals'
  | 'ArnNotLike'
  | 'Null';

/** A condition operator taken apart: `ForAllValues:StringLikeIfExists`. */
export interface ConditionOperator {
  /** As written in the document. */
  readonly text: string;
  readonly name: OperatorName;
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  readonly range: SourceRange;
}

/** One operator applied to one key. All conditions of a statement must hold. */
export interface Condition {
  readonly operator: ConditionOperator;
  readonly key: TextNode;
  readonly values: readonly TextNode[];
  readonly isList: boolean;
  readonly range: SourceRange;
}

/** The elements of a statement that a reader may fail to understand. */
export type StatementElement = 'Effect' | 'Principal' | 'Action' | 'Resource' | 'Condition';

export interface Statement {
  /** Position in the document, from 0. */
  readonly index: number;
  readonly sid?: TextNode;
  /** An effect that cannot be read counts as `Deny` (and is listed in `unreadable`). */
  readonly effect: Effect;
  readonly principal?: PrincipalElement;
  readonly action?: ListElement;
  readonly resource?: ListElement;
  readonly conditions: readonly Condition[];
  /**
   * Elements that are present but not understood, or required and missing. The evaluator takes each as "might match":
   * an Allow with one grants nothing, a Deny with one still denies.
   */
  readonly unreadable: readonly StatementElement[];
  readonly range: SourceRange;
}

export interface PolicyDocument {
  readonly kind: PolicyKind;
  readonly version: PolicyVersion;
  /** Absent when the document does not state a version. */
  readonly versionNode?: TextNode;
  readonly id?: TextNode;
  readonly statements: readonly Statement[];
  /** Whether `Statement` was a list and not a single object. */
  readonly isList: boolean;
  /** AWS would refuse this document (some finding has `breaks`): its Allow statements grant nothing, its Deny statements hold. */
  readonly broken: boolean;
  readonly range: SourceRange;
}
