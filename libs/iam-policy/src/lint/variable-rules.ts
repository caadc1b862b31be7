import { quoted } from '../parse/findings.js';
import { suggestion } from './action-rules.js';
import { KEY_LOOK_UP, knowledgeOf } from './key-catalogue.js';
import { conditionTexts, type LintSubject, type PlacedText, resourceTexts } from './lint-subject.js';

/** Variables: `${aws:username}` and, with a default, `${aws:username, 'x'}`. */
const VARIABLE = /\$\{\s*([A-Za-z][\w.-]*:[^},'"]*?)\s*(?:,[^}]*)?\}/g;

/** Variables in documents that have none, and those whose key does not exist. */
export function checkVariables(subject: LintSubject): void {
  const { statement, document } = subject;
  const texts = [...resourceTexts(subject), ...statement.conditions.flatMap((each) => conditionTexts(subject, each))];
  for (const text of texts) {
    if (!text.value.includes('${')) continue;
    for (const [, key = ''] of text.value.matchAll(VARIABLE)) {
      if (document.version === '2008-10-17') reportOld(text, key, subject);
      else checkKey(text, key, subject);
    }
  }
}

function reportOld(text: PlacedText, key: string, { report }: LintSubject): void {
  const message = `In this version of the language \${${key}} is plain text.`;
  report.add('variable-in-old-version', text, { message, fix: { description: 'Set "Version": "2012-10-17".' } });
}

function checkKey(text: PlacedText, key: string, { report, options }: LintSubject): void {
  if (!report.mayCompare(KEY_LOOK_UP)) return;
  const knowledge = knowledgeOf(key, options.catalogue);
  if (knowledge.is !== 'unknown') return;
  const { similar } = knowledge;
  const replacement = similar === undefined ? undefined : text.value.replace(key, () => similar);
  report.add('unknown-variable', text, {
    message: `No request has the key ${quoted(key)}.`,
    ...suggestion(replacement),
  });
}
