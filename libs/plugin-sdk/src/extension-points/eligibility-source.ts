import type { EligibilityReason } from '@gatehouse/contracts';
import type { ExtensionPoint } from './extension-point.js';

/** What is known of a role when it is asked who may assume it. */
export interface RoleFacts {
  readonly roleArn: string;
  readonly accountId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Says who may assume a role. It is asked whenever a role changes, for every role there is when the service starts, and
 * never while somebody waits for credentials; so it must be quick, ask nobody, and give the same answer for the same role.
 */
export interface EligibilitySource {
  readonly id: string;
  /** The tag keys, or other places, that were looked at: shown to people who wonder why they are not eligible. */
  readonly considers: readonly string[];
  /** One reason per identity; identities are names of groups or ids of people, exact. Never an empty one. */
  reasonsFor(role: RoleFacts): readonly EligibilityReason[];
}

/** Offered by credentials. All sources together decide: whoever any of them names is eligible. */
export const eligibilitySources: ExtensionPoint<EligibilitySource> = { name: 'eligibilitySources', apiVersion: 1 };
