/** A whole action: no wildcard, nothing that AWS would refuse. */
export function isAction(text: string): boolean {
  return text.length <= 200 && /^[A-Za-z0-9-]+:[A-Za-z0-9_-]+$/.test(text);
}

const OUTSIDE_IAM = /[^\u0020-\u00ff]/;

/** An ARN that a policy can name, or `*`. */
export function isResource(text: string): boolean {
  if (text === '*') return true;
  return text.length <= 2_048 && /^arn:[^:]+:[^:]+:[^:]*:[^:]*:./s.test(text) && !OUTSIDE_IAM.test(text);
}

/**
 * The text as a policy writes it, so that it stands for itself: `*`, `?` and `$` are escaped.
 * Source: IAM User Guide, "IAM policy elements: Variables and tags", special characters.
 */
export function escapeWildcards(text: string): string {
  return text.replace(/[*?$]/g, (character) => `\${${character}}`);
}
