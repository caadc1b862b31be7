'use client';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { AccessHolder } from '@gatehouse/contracts';
import { AccountCell } from '../../../../components/lists/account-cell';
import { resourcePageHref } from '../../../../components/resources/resource-href.rules';
import { useFollow } from '../../../../components/shell/use-follow';
import { nameOfPrincipal } from './holders.rules';

/** Columns of the list of those who can do something. */
export const accessColumns: readonly TableProps.ColumnDefinition<AccessHolder>[] = [
  { id: 'principal', header: 'Role or user', isRowHeader: true, minWidth: 220, cell: (row) => <Holder holder={row} /> },
  {
    id: 'account',
    header: 'Account',
    minWidth: 160,
    cell: (row) => <AccountCell row={row} />,
  },
  { id: 'verdict', header: 'Verdict', minWidth: 160, cell: (row) => <VerdictText holder={row} /> },
  { id: 'why', header: 'Why', minWidth: 280, cell: ({ explanation }) => explanation },
];

function Holder({ holder: { principalArn } }: { holder: AccessHolder }) {
  const follow = useFollow();
  const { name, path } = nameOfPrincipal(principalArn);
  const kind = principalArn.includes(':user/') ? 'user' : 'role';
  return (
    <>
      <Link href={resourcePageHref(principalArn)} onFollow={follow}>
        {name}
      </Link>
      <Box variant="small" color="text-body-secondary" display="block">
        {kind}
        {path !== '' && ` in ${path}`}
      </Box>
    </>
  );
}

function VerdictText({ holder: { verdict, conditionKeys } }: { holder: AccessHolder }) {
  if (verdict === 'allowed') return <StatusIndicator type="success">Allowed</StatusIndicator>;
  return (
    <>
      <StatusIndicator type="info">Under conditions</StatusIndicator>
      {conditionKeys.length > 0 && (
        <Box variant="small" color="text-body-secondary" display="block">
          on {conditionKeys.join(', ')}
        </Box>
      )}
    </>
  );
}
