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
export function isOpenedByAcl(action: string, settings: Settings): boolean {
  const { publicThrough } = settings;
  if (!Array.isArray(publicThrough) || !publicThrough.includes('acl')) return false;
  return grantsIn(settings).some((grant) => isToEverybody(grant) && gives(grant, action));
}

/** Canonical ids of the single accounts to which a bucket's list, which counts, gives an action. */
export function accountsGivenByAcl(action: string, settings: Settings): readonly string[] {
  const given = grantsIn(settings).filter((grant) => grant['kind'] === 'account' && gives(grant, action));
  return [...new Set(given.map(({ grantee }) => String(grantee)))];
}

/**
 * What a list gives to other accounts, written as a policy of the bucket: like that, it is worth nothing to their roles
 * and users without policies of their own. Source: S3 User Guide, "How Amazon S3 authorizes a request".
 */
export function policyOfAcl(action: string, bucketArn: string, accountIds: readonly string[]): string {
  const [, partition = 'aws'] = bucketArn.split(':');
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: accountIds.map((accountId) => `arn:${partition}:iam::${accountId}:root`) },
      Action: action,
      Resource: [bucketArn, `${bucketArn}/*`],
    },
  });
}

type Settings = Readonly<Record<string, unknown>>;

function grantsIn({ acl }: Settings): readonly Settings[] {
  return Array.isArray(acl) ? acl.map((grant: unknown) => (grant ?? {}) as Settings) : [];
}

function gives(grant: Settings, action: string): boolean {
  return actionsOf(grant).includes(action.toLowerCase());
}

function isToEverybody({ kind, grantee }: Settings): boolean {
  return kind === 'group' && PUBLIC_GROUP.test(String(grantee));
}

function actionsOf({ permission }: Settings): readonly string[] {
  const name = String(permission);
  if (name === 'FULL_CONTROL') return Object.values(ACTIONS).flat();
  return Object.hasOwn(ACTIONS, name) ? (ACTIONS[name] ?? []) : [];
}
