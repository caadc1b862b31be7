import type { VisibilityRule } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import type { ShownPlaces } from './seen-accounts.rules.js';

/** The rule that the configuration chooses. */
export abstract class ChosenRule {
  abstract readonly rule: VisibilityRule;
  /** Whom to ask to see more; null when the configuration does not say. */
  abstract readonly help: string | null;
  /** What is shown to a person, null for everything. Rejects when it cannot tell, or the signal says so. */
  abstract shownTo(actor: VerifiedActor, signal: AbortSignal): Promise<ShownPlaces | null>;
}
