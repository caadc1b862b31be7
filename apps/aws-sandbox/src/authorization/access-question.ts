import type { Asker } from './caller.js';

/** A context key's value; a list makes the key multivalued. */
export type ContextValue = string | number | boolean | readonly string[];

/** One action on one resource that a call needs to be allowed. */
export interface AccessQuestion {
  /** `s3:GetObject` */
  readonly action: string;
  /** The resource's ARN, or `*` for actions without one. */
  readonly resource: string;
  readonly resourceAccountId: string;
  /** Tags of the resource, for `aws:ResourceTag/…`. */
  readonly resourceTags?: ReadonlyMap<string, string>;
  /** The policy on the resource itself; a role's is its trust policy. */
  readonly resourcePolicy?: { readonly kind: 'resource' | 'trust'; readonly document: string };
  /** Who asks, where that is not who signed: the subject of a web identity token or SAML assertion. */
  readonly asking?: Asker;
  /** Keys of the service and of this request beside the global ones. */
  readonly context?: Readonly<Record<string, ContextValue>>;
}
