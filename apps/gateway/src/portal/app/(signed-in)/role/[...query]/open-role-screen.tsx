'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import type { EligibleRole } from '@gatehouse/contracts';
import { useEffect, useState } from 'react';
import { usePages } from '../../../../components/lists/use-pages';
import { webAddress } from '../../../../components/roles/browser-hand-over';
import { RoleCards } from '../../../../components/roles/role-cards';
import { ProblemAlert } from '../../../../components/shell/problem-alert';
import { useFollow } from '../../../../components/shell/use-follow';
import { toProblem, type ApiProblem } from '../../../../gateway-api/api-problem';
import { gatewayApi } from '../../../../gateway-api/gateway-api';

export interface OpenRoleScreenProps {
  readonly query: string;
  readonly region: string | undefined;
  readonly destination: string | undefined;
}

/** Goes to the console when exactly one role is meant, and shows which there are to choose from when not. */
export function OpenRoleScreen(props: OpenRoleScreenProps) {
  const [attempt, setAttempt] = useState(0);
  const problem = useConsole(props, attempt);
  if (problem === undefined) return <Opening query={props.query} />;
  return (
    <SpaceBetween size="l">
      <Header variant="h1">
        {problem.facts.reason === 'ROLE_AMBIGUOUS' ? 'Which role do you mean?' : 'The console did not open'}
      </Header>
      {problem.facts.reason !== 'ROLE_AMBIGUOUS' && (
        <ProblemAlert problem={problem} onRetry={() => setAttempt((count) => count + 1)} />
      )}
      <Candidates query={props.query} />
    </SpaceBetween>
  );
}

/** Asks for the link and leaves for it; the link replaces this page, so that it stays in no history. */
function useConsole({ query, region, destination }: OpenRoleScreenProps, attempt: number): ApiProblem | undefined {
  const [problem, setProblem] = useState<ApiProblem>();
  useEffect(() => {
    let wanted = true;
    setProblem(undefined);
    // Strict mode runs effects twice in development; the pause keeps the first from asking for a second session.
    const start = setTimeout(() => {
      gatewayApi
        .openConsole({
          query,
          ...(region !== undefined && { region }),
          ...(destination !== undefined && { destination }),
        })
        .then(({ signInUrl }) => wanted && window.location.replace(webAddress(signInUrl)))
        .catch((thrown: unknown) => wanted && setProblem(toProblem(thrown)));
    }, 0);
    return () => {
      wanted = false;
      clearTimeout(start);
    };
  }, [query, region, destination, attempt]);
  return problem;
}

function Opening({ query }: { query: string }) {
  return (
    <Box textAlign="center" padding="xxl">
      <Header variant="h1">Opening the AWS console</Header>
      <p role="status">
        <Spinner /> As {query}
      </p>
    </Box>
  );
}

function Candidates({ query }: { query: string }) {
  const follow = useFollow();
  const { items, loading } = usePages<EligibleRole>({
    key: `roles like ${query}`,
    load: (page, signal) => gatewayApi.roles({ ...page, search: query.slice(0, 200) }, signal),
  });
  return (
    <Container
      header={
        <Header variant="h2" counter={loading ? '' : `(${items.length})`}>
          Your roles that match “{query}”
        </Header>
      }
    >
      <SpaceBetween size="m">
        {loading && items.length === 0 && <p role="status">Looking…</p>}
        {!loading && items.length === 0 && (
          <Box color="text-body-secondary">None of your roles has this in its ARN.</Box>
        )}
        <RoleCards roles={items.slice(0, 50)} label="Matching roles" />
        <Button href="/" onFollow={follow}>
          All my roles
        </Button>
      </SpaceBetween>
    </Container>
  );
}
