import { isPublicPolicy } from '@gatehouse/iam-policy';

/** A resource's own policy as collectors pass it on, and whether it lets everybody in. */
export interface OwnPolicy {
  readonly document: string | null;
  readonly isPublic: boolean;
}

/** Judges a policy's text; a resource without one is open to nobody but its account. */
export function ownPolicy(text: string | null | undefined): OwnPolicy {
  if (text === null || text === undefined || text === '') return { document: null, isPublic: false };
  return { document: text, isPublic: isPublicPolicy(text) };
}
