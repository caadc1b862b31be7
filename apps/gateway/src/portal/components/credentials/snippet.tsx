'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useState } from 'react';

export interface SnippetProps {
  readonly label: string;
  readonly hint: string;
  /** What is on the screen, perhaps with its secrets masked. */
  readonly shown: string;
  /** What is copied: always whole. Asked for only at that moment. */
  readonly copied: () => string;
}

const SAID_MILLISECONDS = 4_000;

/** A piece of text for a terminal or file, and a button that copies it whole, whether its secrets show or not. */
export function Snippet({ label, hint, shown, copied }: SnippetProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SAID_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    navigator.clipboard.writeText(copied()).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    );
  };
  return (
    <SpaceBetween size="xs">
      <div className="snippet-head">
        <Box color="text-body-secondary">{hint}</Box>
        <div className="snippet-copy">
          <LiveRegion>
            {outcome === 'copied' && <StatusIndicator type="success">Copied</StatusIndicator>}
            {outcome === 'refused' && (
              <StatusIndicator type="error">Your browser refused; show the secrets and copy by hand.</StatusIndicator>
            )}
          </LiveRegion>
          <Button iconName="copy" ariaLabel={`Copy ${label}`} onClick={copy}>
            Copy
          </Button>
        </div>
      </div>
      <pre className="snippet" tabIndex={0} aria-label={label}>
        {shown}
      </pre>
    </SpaceBetween>
  );
}
