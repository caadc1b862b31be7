import { lintPolicy, parsePolicy, type Finding, type PolicyKind } from '@gatehouse/iam-policy';
import type { ResourceDocument } from '@gatehouse/contracts';
import { layOutJson } from '../text/json-layout.rules';

const KINDS: Readonly<Record<ResourceDocument['kind'], PolicyKind>> = {
  trust: 'trust',
  resource: 'resource',
  inline: 'identity',
  attached: 'identity',
  boundary: 'boundary',
  document: 'identity',
};

/** Findings of one document; their lines are those of the document as it is laid out on the screen. */
export function lintDocument(text: string, kind: ResourceDocument['kind']): readonly Finding[] {
  const { document, findings } = parsePolicy(layOutJson(text), { kind: KINDS[kind] });
  return document === undefined ? findings : [...findings, ...lintPolicy(document)];
}
