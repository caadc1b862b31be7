import type { ResourceVersion } from '@gatehouse/contracts';
import { layOutJson } from '../../../../components/text/json-layout.rules';
import { documentKey, documentTitle, KIND_WORDS } from './document-title.rules';
import { stableJson } from './setting-text.rules';

/** One part of a resource that differs between two versions, as texts to compare. */
export interface VersionChange {
  readonly key: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

type Compared = Pick<ResourceVersion, 'documents' | 'tags' | 'settings'>;

const NOTHING: Compared = { documents: [], tags: {}, settings: {} };

/** What differs between a version and the one before; without one, everything is new. */
export function changesBetween(before: Compared | undefined, after: Compared): VersionChange[] {
  const old = before ?? NOTHING;
  return [
    ...documentChanges(old.documents, after.documents),
    { key: 'tags', title: 'Tags', before: textOf(old.tags), after: textOf(after.tags) },
    { key: 'settings', title: 'Settings', before: textOf(old.settings), after: textOf(after.settings) },
  ].filter((change) => change.before !== change.after);
}

function documentChanges(old: Compared['documents'], young: Compared['documents']): VersionChange[] {
  const oldByKey = new Map(old.map((document) => [documentKey(document), document]));
  const youngByKey = new Map(young.map((document) => [documentKey(document), document]));
  return [...new Set([...youngByKey.keys(), ...oldByKey.keys()])].map((key) => {
    const [was, is] = [oldByKey.get(key), youngByKey.get(key)];
    const known = (is ?? was)!;
    return {
      key,
      title: `${KIND_WORDS[known.kind]}: ${documentTitle(known)}`,
      before: was === undefined ? '' : laidOut(was.document),
      after: is === undefined ? '' : laidOut(is.document),
    };
  });
}

/** A document that is there differs from none, even when its text is not known. */
function laidOut(document: string): string {
  return document === '' ? '(text not known)' : layOutJson(document);
}

function textOf(record: Readonly<Record<string, unknown>>): string {
  return Object.keys(record).length === 0 ? '' : stableJson(record);
}
