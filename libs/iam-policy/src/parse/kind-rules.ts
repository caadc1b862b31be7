import type { PolicyKind } from './ast.js';

type Presence = 'required' | 'optional' | 'prohibited';

/** What a kind of policy may hold. */
export interface KindRules {
  readonly principal: Presence;
  readonly resource: Presence;
  /** The largest size AWS stores, in characters; and whether white space outside texts counts. */
  readonly maxCharacters: number;
  readonly countsWhiteSpace: boolean;
  /** IAM takes only tab, line feed, carriage return and U+0020 to U+00FF. */
  readonly isLatinOnly: boolean;
}

/**
 * Sources: IAM User Guide, "IAM and AWS STS quotas" (10,240 for all inline policies of a role is the largest an
 * identity policy can be; a managed policy holds 6,144), "Grammar of the IAM JSON policy language", Organizations
 * User Guide, "Quotas" and "SCP syntax" / "RCP syntax", VPC endpoint policies (20,480), KMS key policies (32,768, the
 * largest of the resource policies of common use).
 */
export const KIND_RULES: Readonly<Record<PolicyKind, KindRules>> = {
  identity: rules('prohibited', 'required', { maxCharacters: 10_240, isLatinOnly: true }),
  boundary: rules('prohibited', 'required', { maxCharacters: 6_144, isLatinOnly: true }),
  session: rules('prohibited', 'required', { maxCharacters: 2_048, isLatinOnly: true }),
  trust: rules('required', 'prohibited', { maxCharacters: 4_096, isLatinOnly: true }),
  scp: rules('prohibited', 'required', { maxCharacters: 10_240, countsWhiteSpace: true }),
  rcp: rules('required', 'required', { maxCharacters: 5_120, countsWhiteSpace: true }),
  'vpc-endpoint': rules('required', 'required', { maxCharacters: 20_480, countsWhiteSpace: true }),
  resource: rules('required', 'optional', { maxCharacters: 32_768, countsWhiteSpace: true }),
};

function rules(
  principal: Presence,
  resource: Presence,
  limits: { maxCharacters: number; countsWhiteSpace?: boolean; isLatinOnly?: boolean },
): KindRules {
  const { maxCharacters, countsWhiteSpace = false, isLatinOnly = false } = limits;
  return { principal, resource, maxCharacters, countsWhiteSpace, isLatinOnly };
}
