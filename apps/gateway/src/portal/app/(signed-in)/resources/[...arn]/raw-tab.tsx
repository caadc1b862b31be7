'use client';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { PolicyDocument } from '../../../../components/policies/policy-document';
import type { ResourceDetails } from '../../../../gateway-api/resources-api';

/** Everything known of it, as the API gives it. */
export default function RawTab({ resource }: { resource: ResourceDetails }) {
  return (
    <Container header={<Header variant="h2">Raw</Header>}>
      <PolicyDocument label="The resource as JSON" text={JSON.stringify(resource, null, 2)} />
    </Container>
  );
}
