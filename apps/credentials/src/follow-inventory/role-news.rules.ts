/** IAM's own default for a role's longest session, in seconds. */
export const USUAL_MAX_SESSION_SECONDS = 3_600;

/** Inventory tells of everything there is; only roles can be assumed. */
export function isRole({ resourceType }: { readonly resourceType: string }): boolean {
  return resourceType === 'AWS::IAM::Role';
}
