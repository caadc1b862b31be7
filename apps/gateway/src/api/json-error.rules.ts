type Token = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'scalar';
type State = 'value' | 'first-element' | 'first-key' | 'key' | 'colon' | 'after-element' | 'after-member' | 'end';

const SPACE = /[\t\n\r ]*/y;
const TOKEN =
  /([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Where each token leads; `open` and `close` go into and out of a nesting, `value` completes a value. */
const TRANSITIONS: Readonly<Record<State, Partial<Record<Token, State | 'open' | 'close' | 'complete'>>>> = {
  value: { '{': 'open', '[': 'open', string: 'complete', scalar: 'complete' },
  'first-element': { '{': 'open', '[': 'open', string: 'complete', scalar: 'complete', ']': 'close' },
  'first-key': { string: 'colon', '}': 'close' },
  key: { string: 'colon' },
  colon: { ':': 'value' },
  'after-element': { ',': 'value', ']': 'close' },
  'after-member': { ',': 'key', '}': 'close' },
  end: {},
};

/**
 * Where a text stops being JSON (RFC 8259): the index of the first token that cannot stand there, the text's length when
 * it ends too early, undefined when nothing is wrong. Engines do not always tell, and when they do they quote the text,
 * which may be secret.
 */
export function findJsonError(text: string): number | undefined {
  const nesting: ('{' | '[')[] = [];
  let state: State = 'value';
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    const step = token && TRANSITIONS[state][token.kind];
    if (!token || !step) return at;
    if (step === 'open') nesting.push(token.kind as '{' | '[');
    if (step === 'close') nesting.pop();
    state = stateAfter(step, nesting.at(-1));
    at = skipSpace(text, token.end);
  }
  return state === 'end' ? undefined : at;
}

function stateAfter(step: State | 'open' | 'close' | 'complete', within: '{' | '[' | undefined): State {
  if (step === 'open') return within === '{' ? 'first-key' : 'first-element';
  if (step !== 'close' && step !== 'complete') return step;
  if (within === undefined) return 'end';
  return within === '{' ? 'after-member' : 'after-element';
}

function tokenAt(text: string, at: number): { kind: Token; end: number } | undefined {
  TOKEN.lastIndex = at;
  const match = TOKEN.exec(text);
  if (!match) return undefined;
  const kind = (match[1] as Token | undefined) ?? (match[2] === undefined ? 'scalar' : 'string');
  return { kind, end: TOKEN.lastIndex };
}

function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.exec(text);
  return SPACE.lastIndex;
}
