'use client';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { RoleCards } from '../../components/roles/role-cards';
import { useRoleActions } from '../../components/roles/role-actions';

/** Favourites and recent roles, each with everything one click away. Nothing is shown before there are any. */
export function QuickRoles() {
  const { favourites, recents } = useRoleActions();
  if (favourites.length === 0 && recents.length === 0) return null;
  const favouriteArns = new Set(favourites.map(({ roleArn }) => roleArn));
  const others = recents.filter(({ roleArn }) => !favouriteArns.has(roleArn));
  return (
    <ColumnLayout columns={favourites.length > 0 && others.length > 0 ? 2 : 1}>
      {favourites.length > 0 && (
        <Container
          header={
            <Header variant="h2" counter={`(${favourites.length})`}>
              Favourites
            </Header>
          }
        >
          <RoleCards roles={favourites} label="Favourites" />
        </Container>
      )}
      {others.length > 0 && (
        <Container
          header={
            <Header variant="h2" counter={`(${others.length})`}>
              Recent
            </Header>
          }
        >
          <RoleCards roles={others} label="Recent" />
        </Container>
      )}
    </ColumnLayout>
  );
}
