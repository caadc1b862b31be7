'use client';
import Box from '@cloudscape-design/components/box';
import { useMemo } from 'react';
import { diffLines, hunksOf, type DiffLine } from './line-diff.rules';

const WORDS = { same: '', added: 'Added: ', removed: 'Removed: ' } as const;
const SIGNS = { same: ' ', added: '+', removed: '−' } as const;

/** What changed from one text to the other: by sign and by spoken word, not by colour alone. */
export function TextDiff({ label, before, after }: { label: string; before: string; after: string }) {
  const hunks = useMemo(() => hunksOf(diffLines(before, after)), [before, after]);
  if (hunks.length === 0) return <Box color="text-body-secondary">Nothing in it changed.</Box>;
  return (
    <div className="text-diff" role="group" aria-label={label} tabIndex={0}>
      {hunks.map(({ skipped, lines }, index) => (
        <div key={index}>
          {skipped > 0 && <p className="text-diff-gap">{skipped === 1 ? '1 line' : `${skipped} lines`} unchanged</p>}
          {lines.map((line, number) => (
            <Line key={number} line={line} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Line({ line: { kind, text } }: { line: DiffLine }) {
  return (
    <div className={`text-diff-line text-diff-${kind}`}>
      <span aria-hidden="true" className="text-diff-sign">
        {SIGNS[kind]}
      </span>
      <span>
        {kind !== 'same' && <span className="for-screen-readers">{WORDS[kind]}</span>}
        {text}
      </span>
    </div>
  );
}
