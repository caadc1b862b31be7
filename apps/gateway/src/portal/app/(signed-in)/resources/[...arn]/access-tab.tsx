'use client';
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAddress } from '../../../../components/lists/use-address';
import type { ResourceDetails } from '../../../../gateway-api/resources-api';
import { Holders } from './holders';
import { isAction, targetOf, usualActions, type UsualAction } from './usual-actions.rules';

/** Roles and users of all accounts that can do an action on it; the action is in the address. */
export default function AccessTab({ resource }: { resource: ResourceDetails }) {
  const [parameters, setParameters] = useAddress();
  const usual = usualActions(resource.resourceType);
  const given = parameters.get('action') ?? usual[0]?.action ?? '';
  const action = isAction(given) ? given : '';
  const choose = (next: string) =>
    setParameters([
      ['tab', 'access'],
      ['action', next],
    ]);
  const target = targetOf(resource.arn, resource.resourceType, action);
  return (
    <SpaceBetween size="l">
      <Container>
        <SpaceBetween size="m">
          {usual.length > 0 && <UsualActions usual={usual} action={action} onChoose={choose} />}
          <ActionPicker key={action} action={action} usual={usual} onChoose={choose} />
        </SpaceBetween>
      </Container>
      {action !== '' && <Holders key={`${action} ${target}`} action={action} target={target} />}
    </SpaceBetween>
  );
}

interface ActionsProps {
  readonly action: string;
  readonly usual: readonly UsualAction[];
  readonly onChoose: (action: string) => void;
}

/** What people ask most, in words; one press each. */
function UsualActions({ action, usual, onChoose }: ActionsProps) {
  return (
    <ul className="usual-actions" aria-label="Who can …">
      {usual.map((one) => (
        <li key={one.action}>
          <button type="button" aria-pressed={one.action === action} onClick={() => onChoose(one.action)}>
            <strong>{one.words}</strong>
            <code>{one.action}</code>
          </button>
        </li>
      ))}
    </ul>
  );
}

function ActionPicker({ action, usual, onChoose }: ActionsProps) {
  const [typed, setTyped] = useState(action);
  const [asked, setAsked] = useState(false);
  const choose = (text: string) => {
    setAsked(true);
    if (isAction(text.trim()) && text.trim() !== action) onChoose(text.trim());
  };
  const isWrong = asked && !isAction(typed.trim());
  return (
    <FormField
      label={usual.length > 0 ? 'Or any other action' : 'Who can do this on it?'}
      description="One action with its service. Every role and user that you see is looked at."
      errorText={isWrong ? 'Name one action with its service, e.g. s3:GetObject.' : undefined}
      secondaryControl={<Button onClick={() => choose(typed)}>Show who can</Button>}
    >
      <Autosuggest
        value={typed}
        options={usual.map((one) => ({ value: one.action, description: one.words }))}
        onChange={({ detail }) => setTyped(detail.value)}
        onSelect={({ detail }) => choose(detail.value)}
        onKeyDown={({ detail }) => {
          if (detail.key === 'Enter') choose(typed);
        }}
        enteredTextLabel={(text) => `Ask about ${text}`}
        placeholder="s3:GetObject"
        empty="Type an action, e.g. s3:GetObject"
        expandToViewport
      />
    </FormField>
  );
}
