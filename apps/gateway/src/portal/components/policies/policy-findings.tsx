'use client';
import Box from '@cloudscape-design/components/box';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ResourceDocument } from '@gatehouse/contracts';
import type { Finding } from '@gatehouse/iam-policy';
import { useEffect, useState } from 'react';

const LOOKS: Readonly<Record<Finding['severity'], readonly [StatusIndicatorProps.Type, string]>> = {
  error: ['error', 'Error'],
  warning: ['warning', 'Warning'],
  suggestion: ['info', 'Suggestion'],
};

export interface PolicyFindingsProps {
  readonly kind: ResourceDocument['kind'];
  readonly text: string;
}

/** What lint says of a document. The rules are loaded with the first document that is looked at. */
export function PolicyFindings({ kind, text }: PolicyFindingsProps) {
  const findings = useFindings({ kind, text });
  if (findings === undefined) return <StatusIndicator type="loading">Checking the document</StatusIndicator>;
  if (findings === null)
    return <StatusIndicator type="warning">The document could not be checked here</StatusIndicator>;
  if (findings.length === 0) return <StatusIndicator type="success">The check found nothing to note</StatusIndicator>;
  return (
    <ul className="findings" aria-label="Findings">
      {findings.map(({ id, severity, message, path, range, fix }) => (
        <li key={`${id} ${range.offset}`}>
          <StatusIndicator type={LOOKS[severity][0]}>{LOOKS[severity][1]}</StatusIndicator>
          <span>
            {message} {fix?.description}
            <Box variant="small" color="text-body-secondary" display="block">
              Line {range.line}
              {path !== '' && ` · ${path}`} · {id}
            </Box>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Undefined while it is checked; null when the check itself could not be loaded. */
function useFindings({ kind, text }: PolicyFindingsProps): readonly Finding[] | null | undefined {
  const [findings, setFindings] = useState<readonly Finding[] | null>();
  useEffect(() => {
    let wanted = true;
    import('./lint-document').then(
      ({ lintDocument }) => wanted && setFindings(lintDocument(text, kind)),
      () => wanted && setFindings(null),
    );
    return () => {
      wanted = false;
    };
  }, [kind, text]);
  return findings;
}
