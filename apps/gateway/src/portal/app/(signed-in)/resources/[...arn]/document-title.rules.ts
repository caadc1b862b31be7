import type { ResourceDocument } from '@gatehouse/contracts';

/** The part a document plays, in words. */
export const KIND_WORDS: Readonly<Record<ResourceDocument['kind'], string>> = {
  trust: 'Who may assume it',
  resource: 'Its own policy',
  inline: 'Inline policy',
  attached: 'Attached managed policy',
  boundary: 'Permissions boundary',
  document: 'What the managed policy says',
};

/** What a document is called in a list of them. */
export function documentTitle({ kind, name }: Pick<ResourceDocument, 'kind' | 'name'>): string {
  if (kind === 'trust') return 'Trust policy';
  return name === '' ? KIND_WORDS[kind] : name;
}

/** The same document in two versions of a resource has the same key. */
export function documentKey({ kind, name, arn }: Pick<ResourceDocument, 'kind' | 'name' | 'arn'>): string {
  return `${kind} ${arn ?? name}`;
}
