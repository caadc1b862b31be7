'use client';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import { useFollow } from '../../../../components/shell/use-follow';
import { resourcesOfAccountHref } from '../../../../components/resources/resource-href.rules';
import { typeInWords } from '../../../../components/resources/resource-type.rules';
import type { AccountPicture } from '../../../../gateway-api/gateway-api';

/** What is in the account, by type; each leads to the list of just that. */
export function ContentsPanel({ picture: { account, resourceCounts } }: { picture: AccountPicture }) {
  const follow = useFollow();
  const all = resourcesOfAccountHref(account.accountId);
  const sum = resourceCounts.reduce((total, { count }) => total + count, 0);
  const sorted = [...resourceCounts].sort((one, other) => other.count - one.count);
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${sum.toLocaleString()})`}
          actions={
            <Link href={all} onFollow={follow}>
              See all of it
            </Link>
          }
        >
          What is in it
        </Header>
      }
    >
      {sorted.length === 0 && <Box color="text-body-secondary">Nothing has been read of it yet.</Box>}
      <ul className="type-counts">
        {sorted.map(({ resourceType, count }) => (
          <li key={resourceType}>
            <Link
              href={`${all}&type=${encodeURIComponent(resourceType)}`}
              onFollow={follow}
              ariaLabel={`${typeInWords(resourceType)}: ${count}`}
            >
              {typeInWords(resourceType)}
            </Link>
            <span aria-hidden="true">{count.toLocaleString()}</span>
          </li>
        ))}
      </ul>
    </Container>
  );
}
