'use client';
import ActionCard from '@cloudscape-design/components/action-card';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { ProblemAlert } from '../../components/shell/problem-alert';
import { rememberSessionEnd } from '../../components/shell/session-end-warning';
import { toProblem, type ApiProblem } from '../../gateway-api/api-problem';
import { gatewayApi, type SignInMethods } from '../../gateway-api/gateway-api';

type DemoPerson = SignInMethods['demoPeople'][number];

export interface DemoPeopleProps {
  readonly people: readonly DemoPerson[];
  readonly returnTo: string;
}

/** With the embedded organization one signs in as one of its people, to see what each of them sees. */
export function DemoPeople({ people, returnTo }: DemoPeopleProps) {
  const [chosen, setChosen] = useState<string>();
  const [problem, setProblem] = useState<ApiProblem>();

  const signIn = async ({ personId }: DemoPerson) => {
    setChosen(personId);
    setProblem(undefined);
    try {
      const { expiresAt } = await gatewayApi.signInAsDemoPerson(personId);
      rememberSessionEnd(expiresAt);
      // A new page load, so that nothing of whoever was signed in before is left.
      window.location.replace(returnTo);
    } catch (thrown) {
      setChosen(undefined);
      setProblem(toProblem(thrown));
    }
  };

  return (
    <SpaceBetween size="m">
      <Box variant="h2">Choose who you are</Box>
      <Box color="text-body-secondary">
        This Gatehouse runs with its embedded AWS organization. These people exist only there; no password is needed.
      </Box>
      {problem && <ProblemAlert problem={problem} />}
      <ul className="people" aria-label="Demo people">
        {people.map((person) => (
          <li key={person.personId}>
            <PersonCard
              person={person}
              busy={chosen === person.personId}
              disabled={chosen !== undefined}
              onChoose={signIn}
            />
          </li>
        ))}
      </ul>
    </SpaceBetween>
  );
}

interface PersonCardProps {
  readonly person: DemoPerson;
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly onChoose: (person: DemoPerson) => Promise<void>;
}

function PersonCard({ person, busy, disabled, onChoose }: PersonCardProps) {
  return (
    <ActionCard
      header={person.displayName}
      description={<Box color="text-body-secondary">{person.role}</Box>}
      icon={busy ? <Spinner /> : <Initials name={person.displayName} />}
      disabled={disabled}
      onClick={() => void onChoose(person)}
    >
      {person.description}
      <Box variant="small" color="text-body-secondary" display="block" padding={{ top: 'xs' }}>
        {person.personId}
      </Box>
    </ActionCard>
  );
}

function Initials({ name }: { name: string }) {
  const letters = name.split(/\s+/).map((word) => word.charAt(0));
  return (
    <span className="initials" aria-hidden="true">
      {letters.slice(0, 2).join('')}
    </span>
  );
}
