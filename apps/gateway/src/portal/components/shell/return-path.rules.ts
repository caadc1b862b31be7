/** Where to go after signing in: a path of this site, or home for anything that could lead elsewhere. */
export function returnPathOf(wanted: string | null | undefined): string {
  if (!wanted || wanted.length > 2_000 || !wanted.startsWith('/')) return '/';
  // Browsers read `//host`, `/\host` and paths with control characters as other sites.
  if (/^\/[/\\]/.test(wanted) || /[\u0000-\u0020\u007f\\]/.test(wanted)) return '/';
  const resolved = new URL(wanted, 'http://portal.invalid');
  const leaves = resolved.origin !== 'http://portal.invalid' || /^\/(sign-in|api|noauth)(\/|$)/.test(resolved.pathname);
  return leaves ? '/' : resolved.pathname + resolved.search + resolved.hash;
}

/** Address of the sign-in screen that comes back to where one was. */
export function signInHref(from: string): string {
  const back = returnPathOf(from);
  return back === '/' ? '/sign-in' : `/sign-in?returnTo=${encodeURIComponent(back)}`;
}
