import Box from '@cloudscape-design/components/box';

interface InAccount {
  readonly accountName: string;
  readonly accountId: string;
}

/** The account of a row: its name, and its id below. */
export function AccountCell({ row: { accountName, accountId } }: { row: InAccount }) {
  return (
    <>
      {accountName}
      <Box variant="small" color="text-body-secondary" display="block">
        {accountId}
      </Box>
    </>
  );
}
