'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { RememberedRole } from '../../preferences/remembered-roles.rules';
import { ProblemAlert } from '../shell/problem-alert';
import { durationChoices, usualDuration } from './durations.rules';
import { IssuedSession } from './issued-session';
import { useIssuedSession } from './use-issued-session';

export interface CredentialsDialogProps {
  readonly role: RememberedRole;
  /** Told when credentials are asked for. */
  readonly onUse: (role: RememberedRole) => void;
  readonly onClose: () => void;
}

/** Asks for how long, gets credentials for one role, and forgets them when it closes or when they end. */
export default function CredentialsDialog({ role, onUse, onClose }: CredentialsDialogProps) {
  const session = useIssuedSession(role);
  const [seconds, setSeconds] = useState(() => usualDuration(role.maxSessionSeconds));
  const issue = () => {
    onUse(role);
    session.issue(seconds);
  };
  return (
    <Modal
      visible
      size="large"
      header={`Credentials for ${role.roleName}`}
      closeAriaLabel="Close and forget the credentials"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant={session.issued ? 'primary' : 'link'} onClick={onClose}>
            {session.issued ? 'Done' : 'Cancel'}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <Box color="text-body-secondary">
          {role.accountName ?? 'Account'} · {role.accountId}
        </Box>
        <AskForSession role={role} seconds={seconds} onSeconds={setSeconds} session={session} onIssue={issue} />
        {session.problem && <ProblemAlert problem={session.problem} onRetry={issue} />}
        {session.issued && (
          <IssuedSession issued={session.issued} askedSeconds={session.askedSeconds} onExpire={session.forget} />
        )}
      </SpaceBetween>
    </Modal>
  );
}

interface AskProps {
  readonly role: RememberedRole;
  readonly seconds: number;
  readonly onSeconds: (seconds: number) => void;
  readonly session: ReturnType<typeof useIssuedSession>;
  readonly onIssue: () => void;
}

function AskForSession({ role, seconds, onSeconds, session, onIssue }: AskProps) {
  const options = durationChoices(role.maxSessionSeconds).map((choice) => ({
    value: String(choice.seconds),
    label: choice.label,
  }));
  const chosen = options.find(({ value }) => value === String(seconds)) ?? null;
  return (
    <div className="ask-for-session">
      <FormField label="For how long" description="No longer than you need. AWS may give less than asked.">
        <Select
          options={options}
          selectedOption={chosen}
          onChange={({ detail }) => onSeconds(Number(detail.selectedOption.value))}
          disabled={session.loading}
          expandToViewport
        />
      </FormField>
      <Button
        variant={session.issued ? 'normal' : 'primary'}
        iconName={session.issued ? 'refresh' : 'key'}
        loading={session.loading}
        loadingText="Getting credentials"
        onClick={onIssue}
      >
        {session.issued ? 'Get new ones' : 'Get credentials'}
      </Button>
    </div>
  );
}
