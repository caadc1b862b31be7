import type { PolicyKind, SourceRange } from './ast.js';
import type { Findings } from './findings.js';
import type { JsonNode } from './json-tree.js';
import { KIND_RULES } from './kind-rules.js';

const SUSPECT = /[^\u0020-\u007e]/;
const LONE_SURROGATE = /\p{Cs}/u;
const OUTSIDE_IAM = /[^\t\n\r\u0020-\u00ff]/;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

function checkOne(
  text: string,
  range: SourceRange,
  { kind, findings }: { kind: PolicyKind; findings: Findings },
): void {
  if (!SUSPECT.test(text)) return;
  const place = { path: '', range };
  if (LONE_SURROGATE.test(text)) {
    findings.breaks(
      'lone-surrogate',
      'Half of a character (a lone surrogate) cannot be sent to AWS. Remove it.',
      place,
    );
  } else if (CONTROL.test(text)) {
    findings.breaks('control-character', 'Control characters are not allowed in a policy. Remove them.', place);
  } else if (KIND_RULES[kind].isLatinOnly && OUTSIDE_IAM.test(text)) {
    const message =
      'IAM takes characters up to U+00FF only. Look for letters that merely look alike, or use a wildcard.';
    findings.notes('error', 'character-not-allowed', { ...place, message });
  }
}

/** Looks at every text of the document: what cannot be sent breaks it, what IAM would not take is reported. */
export function checkCharacters(root: JsonNode, kind: PolicyKind, findings: Findings): void {
  const context = { kind, findings };
  const open: JsonNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'string') checkOne(node.value, node.range, context);
    else if (node.kind === 'array') pushReversed(open, node.items);
    else if (node.kind === 'object') {
      for (const { key, keyRange } of node.members) checkOne(key, keyRange, context);
      pushReversed(
        open,
        node.members.map(({ value }) => value),
      );
    }
  }
}

/** One by one: a spread of 100,000 items would not fit on the stack. */
function pushReversed(open: JsonNode[], nodes: readonly JsonNode[]): void {
  for (let at = nodes.length - 1; at >= 0; at--) open.push(nodes[at] as JsonNode);
}

/** Everything outside of texts that is not white space, and the texts themselves. */
const COUNTED = /"(?:[^"\\]|\\.)*"|[^\s"]+/gs;

/** The size as AWS counts it for this kind: with or without the white space outside of texts. */
export function policySize(text: string, kind: PolicyKind): number {
  if (KIND_RULES[kind].countsWhiteSpace) return text.length;
  let size = 0;
  for (const [piece] of text.matchAll(COUNTED)) size += piece.length;
  return size;
}

/** A policy over the limit still says what it says; AWS would not store it. */
export function checkSize(text: string, kind: PolicyKind, findings: Findings): void {
  const { maxCharacters } = KIND_RULES[kind];
  const size = policySize(text, kind);
  if (size <= maxCharacters) return;
  const message = `The policy has ${String(size)} characters, AWS stores at most ${String(maxCharacters)} of this kind (${kind}). Split it or use wildcards.`;
  findings.notes('error', 'size-limit', { message, path: '', range: { offset: 0, length: 0, line: 1, column: 1 } });
}
