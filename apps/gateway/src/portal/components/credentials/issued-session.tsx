'use client';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import Toggle from '@cloudscape-design/components/toggle';
import { useEffect, useState } from 'react';
import type { IssuedCredentials } from '../../gateway-api/gateway-api';
import { useBrowserValue } from '../../preferences/browser-store';
import { useProfile } from '../shell/person';
import { useNow } from '../text/use-now';
import { timeLeft, type TimeLeft } from './countdown.rules';
import { CredentialProcess } from './credential-process';
import { wholeDuration } from './durations.rules';
import { chosenShell, isShell, SHELL_KEY } from './shells';
import { Snippet } from './snippet';
import { snippetOf, withoutSecrets, type SnippetKind } from './snippets.rules';

export interface IssuedSessionProps {
  readonly issued: IssuedCredentials;
  readonly askedSeconds: number;
  readonly onExpire: () => void;
}

/** Credentials in the form one needs. Secrets are not in the page before one asks to see them. */
export function IssuedSession({ issued, askedSeconds, onExpire }: IssuedSessionProps) {
  const left = timeLeft(issued.expiresAt, useNow(1_000));
  const [revealed, setRevealed] = useState(false);
  const expired = left.state === 'expired';
  useEffect(() => {
    if (expired) onExpire();
  }, [expired, onExpire]);
  return (
    <SpaceBetween size="m">
      <div className="session-facts">
        <Countdown left={left} />
        <Toggle checked={revealed} onChange={({ detail }) => setRevealed(detail.checked)}>
          Show secrets
        </Toggle>
      </div>
      <Shortened issued={issued} askedSeconds={askedSeconds} />
      <SnippetTabs issued={issued} revealed={revealed} />
      <Box variant="small" color="text-body-secondary">
        CloudTrail will show you as <code>{issued.roleSessionName}</code>. These credentials were recorded under{' '}
        <code>{issued.roleSessionId}</code> and are forgotten here when you close this.
      </Box>
    </SpaceBetween>
  );
}

function Countdown({ left }: { left: TimeLeft }) {
  return (
    <div>
      <StatusIndicator type={left.state === 'running' ? 'success' : 'warning'}>
        <span aria-hidden="true" className="countdown">
          {left.state === 'expired' ? left.text : `Good for ${left.text}`}
        </span>
        <span className="for-screen-readers">Credentials ready</span>
      </StatusIndicator>
      <LiveRegion hidden>{left.announcement || 'Credentials ready. Secrets are hidden.'}</LiveRegion>
    </div>
  );
}

const TOLERANCE_SECONDS = 90;

/** AWS gives less than asked when the role, or the way to it, allows less: say so instead of surprising people. */
function Shortened({ issued, askedSeconds }: Pick<IssuedSessionProps, 'issued' | 'askedSeconds'>) {
  const [givenSeconds] = useState(() => Math.round((Date.parse(issued.expiresAt) - Date.now()) / 1000));
  if (givenSeconds >= askedSeconds - TOLERANCE_SECONDS) return null;
  return (
    <Alert type="info">
      You asked for {wholeDuration(askedSeconds)}; AWS gave {wholeDuration(Math.round(givenSeconds / 60) * 60)}.
      Sessions that are reached through another role last one hour at most.
    </Alert>
  );
}

const TABS: readonly { readonly id: SnippetKind; readonly label: string; readonly hint: string }[] = [
  { id: 'bash', label: 'bash/zsh', hint: 'Paste into a terminal; good for everything started from it.' },
  { id: 'fish', label: 'fish', hint: 'Paste into a terminal; good for everything started from it.' },
  { id: 'powershell', label: 'PowerShell', hint: 'Paste into a terminal; good for everything started from it.' },
  { id: 'file', label: 'Credentials file', hint: 'Add to ~/.aws/credentials, then use it with --profile.' },
  { id: 'json', label: 'JSON', hint: 'The form that a credential_process prints.' },
];

function SnippetTabs({ issued, revealed }: { issued: IssuedCredentials; revealed: boolean }) {
  const [storedShell, storeShell] = useBrowserValue(SHELL_KEY);
  const { signedInBy } = useProfile();
  const [activeTabId, setActiveTabId] = useState<string>(() => chosenShell(storedShell));
  const shown = revealed ? issued : withoutSecrets(issued);
  const tabs = TABS.map(({ id, label, hint }) => ({
    id,
    label,
    content: <Snippet label={label} hint={hint} shown={snippetOf(id, shown)} copied={() => snippetOf(id, issued)} />,
  }));
  // Without the browser's cookie only demo people can sign curl in, so only they are offered it.
  if (signedInBy === 'demo') {
    tabs.push({
      id: 'process' as SnippetKind,
      label: 'credential_process',
      content: <CredentialProcess issued={issued} />,
    });
  }
  return (
    <Tabs
      ariaLabel="Forms of the credentials"
      tabs={tabs}
      activeTabId={activeTabId}
      onChange={({ detail }) => {
        setActiveTabId(detail.activeTabId);
        if (isShell(detail.activeTabId)) storeShell(detail.activeTabId);
      }}
    />
  );
}
