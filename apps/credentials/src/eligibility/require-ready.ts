import {
  refuse,
  type explainEligibility,
  type issueCredentials,
  type listEligibleAccounts,
  type listEligibleRoles,
  type openConsole,
} from '@gatehouse/contracts';
import type { EligibilityIndex } from './eligibility-index.js';
import type { EligibilityKeeper } from './eligibility-keeper.js';

type AnyContract =
  | typeof explainEligibility
  | typeof issueCredentials
  | typeof listEligibleAccounts
  | typeof listEligibleRoles
  | typeof openConsole;

/** The index, or the refusal to answer from one that does not know the roles yet. */
export function requireReady(keeper: EligibilityKeeper, contract: AnyContract): EligibilityIndex {
  if (keeper.isReady) return keeper.index;
  throw refuse(contract, 'INDEX_NOT_READY', 'The roles of the accounts are still being read. Try again in a moment.');
}
