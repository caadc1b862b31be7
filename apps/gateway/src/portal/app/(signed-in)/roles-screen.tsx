'use client';
import Box from '@cloudscape-design/components/box';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useProfile } from '../../components/shell/person';
import { useRoles } from './use-roles';
import { QuickRoles } from './quick-roles';
import { RolesTable } from './roles-table';

/** Home: the roles one may use; favourites and recent ones first. */
export function RolesScreen() {
  const { person } = useProfile();
  const roles = useRoles();
  return (
    <ContentLayout
      header={
        <Header variant="h1" description="Open the console, or get credentials for your terminal.">
          My roles
        </Header>
      }
    >
      <SpaceBetween size="l">
        <QuickRoles />
        <RolesTable roles={roles} />
        <Box variant="small" color="text-body-secondary">
          You see these roles because of your groups: {person.groups.slice(0, 20).join(', ') || 'none'}
          {person.groups.length > 20 && ` and ${person.groups.length - 20} more`}. Favourites and recent roles are kept
          in this browser only.
        </Box>
      </SpaceBetween>
    </ContentLayout>
  );
}
