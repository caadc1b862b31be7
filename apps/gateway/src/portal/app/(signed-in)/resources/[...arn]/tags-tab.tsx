'use client';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import { useFollow } from '../../../../components/shell/use-follow';
import Box from '@cloudscape-design/components/box';
import type { ResourceDetails } from '../../../../gateway-api/resources-api';

/** Its tags; each leads to what else has the same one. */
export default function TagsTab({ resource: { tags } }: { resource: ResourceDetails }) {
  const follow = useFollow();
  const entries = Object.entries(tags).sort(([one], [other]) => one.localeCompare(other));
  return (
    <Container header={<Header variant="h2">Tags</Header>}>
      {entries.length === 0 && <Box color="text-body-secondary">It has no tags.</Box>}
      <dl className="tag-rows">
        {entries.map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>
              <CopyToClipboard
                variant="inline"
                textToCopy={value}
                textToDisplay={value || '(empty)'}
                copyButtonAriaLabel={`Copy the value of ${key}`}
                copySuccessText="Copied"
                copyErrorText="It could not be copied"
              />{' '}
              <Link
                href={`/resources?${new URLSearchParams({ tag: `${key}=${value}` })}`}
                onFollow={follow}
                ariaLabel={`Find all resources with ${key} ${value}`}
              >
                Find all
              </Link>
            </dd>
          </div>
        ))}
      </dl>
    </Container>
  );
}
