/** S3 User Guide, "Access control list (ACL) overview", "Mapping of ACL permissions and access policy permissions". */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  READ: ['s3:listbucket', 's3:listbucketversions', 's3:listbucketmultipartuploads'],
  WRITE: ['s3:putobject', 's3:deleteobject'],
  READ_ACP: ['s3:getbucketacl'],
  WRITE_ACP: ['s3:putbucketacl'],
};

const PUBLIC_GROUP = /^http:\/\/acs\.amazonaws\.com\/groups\/global\/(?:AllUsers|AuthenticatedUsers)$/;

/**
 * Whether a bucket's access control list, which counts and opens it, gives an action to everybody; by the settings that
 * the inventory keeps of a bucket. Reading objects is never among what a bucket's list gives.
 */
export function isOpenedByAcl(action: string, { publicThrough, acl }: Readonly<Record<string, unknown>>): boolean {
  if (!Array.isArray(publicThrough) || !publicThrough.includes('acl') || !Array.isArray(acl)) return false;
  const lower = action.toLowerCase();
  return acl.some((grant: unknown) => isToEverybody(grant) && actionsOf(grant).includes(lower));
}

function isToEverybody(grant: unknown): grant is Readonly<Record<string, unknown>> {
  const { kind, grantee } = (grant ?? {}) as Readonly<Record<string, unknown>>;
  return kind === 'group' && PUBLIC_GROUP.test(String(grantee));
}

function actionsOf({ permission }: Readonly<Record<string, unknown>>): readonly string[] {
  const name = String(permission);
  if (name === 'FULL_CONTROL') return Object.values(ACTIONS).flat();
  return Object.hasOwn(ACTIONS, name) ? (ACTIONS[name] ?? []) : [];
}
