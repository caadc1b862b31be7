'use client';
import { ServiceUsagePanel } from '../../../../components/usage/service-usage-panel';
import type { ResourceDetails } from '../../../../gateway-api/resources-api';

/** Which services a role or user called, and which it only may call. */
export default function UsageTab({ resource: { arn } }: { resource: ResourceDetails }) {
  return <ServiceUsagePanel arn={arn} />;
}
