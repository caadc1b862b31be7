import type { ExtensionPoint } from './extension-point.js';

/** What is known of a person when it is asked what they see. */
export interface PersonFacts {
  /** Their e-mail address, in lower case. */
  readonly id: string;
  /** As the identity provider spells them. */
  readonly groups: readonly string[];
}

/** What somebody sees: everything, or some accounts and no others. */
export type SeenEstate =
  | { readonly everything: true }
  | {
      /** Twelve digits each, up to 50,000; those that do not exist do no harm. */
      readonly accountIds: readonly string[];
      /** Units whose accounts are seen as well, at any depth, e.g. `Root/Workloads`; up to 1,000. */
      readonly ouPaths?: readonly string[];
    };

/**
 * Says what people see of the estate. It is asked once a minute at most for each person who looks at something, and given
 * two seconds; while it fails, people are told so and see nothing. It is not asked about administrators and auditors, who
 * see everything, nor about services.
 */
export interface VisibilitySource {
  /** In kebab-case, for logs. */
  readonly id: string;
  /** Rejects when it cannot tell, or the signal says so: never an empty answer instead, and never everything. */
  seenBy(person: PersonFacts, signal: AbortSignal): Promise<SeenEstate>;
}

/** Offered by inventory. One plugin of it is asked, and only under the rule `by-plugin`. */
export const visibilitySources: ExtensionPoint<VisibilitySource> = { name: 'visibilitySources', apiVersion: 1 };
