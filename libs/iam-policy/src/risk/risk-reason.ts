import type { Catalogue } from '../catalogue/catalogue.js';
import type { ComparedPolicies } from '../compare/access-formula.js';
import type { StatementRef } from '../evaluate/compile-policy.js';
import type { PolicySet } from '../evaluate/policy-set.js';

/** Policies of a principal, and of what a change concerns besides it. */
export type AssessedPolicies = ComparedPolicies & Pick<PolicySet, 'resourcePolicy' | 'trustPolicy'>;

export interface RiskOptions {
  /** Without it, access levels are not looked at: permissions management and data are found by well-known names only. */
  readonly catalogue?: Catalogue;
  /** ARN patterns of what holds sensitive data. */
  readonly sensitiveResources?: readonly string[];
  /** Accounts of the organization; others are strangers. */
  readonly organizationAccountIds?: readonly string[];
}

/** Why a change is risky. */
export interface RiskReason {
  /** Stable name: `administrator`, `escalation-iam-put-role-policy`, `public-exposure` … */
  readonly id: string;
  /** 1 to 100: the score if this were the only reason. */
  readonly weight: number;
  readonly sentence: string;
  /** The statement of the new policies that gives it. */
  readonly statement: StatementRef;
}

export type RiskLevel = 'none' | 'low' | 'medium' | 'high' | 'critical';

export interface RiskAssessment {
  /** 0 to 100. */
  readonly score: number;
  /** `low` below 20, `medium` below 50, `high` below 80. */
  readonly level: RiskLevel;
  /** The heaviest first; each id once, with the statement that weighs most. */
  readonly reasons: readonly RiskReason[];
}
