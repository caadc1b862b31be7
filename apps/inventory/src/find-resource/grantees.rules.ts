type Settings = Record<string, unknown>;

/** Canonical ids of the single accounts that a bucket's access control list names. */
export function granteesIn({ acl }: Settings): string[] {
  return Array.isArray(acl) ? [...new Set(acl.filter(isOfAccount).map(({ grantee }) => String(grantee)))] : [];
}

/** Settings in which each grant to an account says which one it is; null for one that is not known. */
export function withGrantees(settings: Settings, accounts: ReadonlyMap<string, string>): Settings {
  const { acl } = settings;
  if (!Array.isArray(acl) || !acl.some(isOfAccount)) return settings;
  const named = acl.map((grant: unknown) =>
    isOfAccount(grant) ? { ...grant, accountId: accounts.get(String(grant.grantee)) ?? null } : grant,
  );
  return { ...settings, acl: named };
}

function isOfAccount(grant: unknown): grant is { readonly kind: 'account'; readonly grantee: unknown } {
  return typeof grant === 'object' && grant !== null && 'kind' in grant && grant.kind === 'account';
}
