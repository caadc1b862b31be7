'use client';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Account } from '@gatehouse/contracts';

export function AccountStatus({ status }: { status: Account['status'] }) {
  switch (status) {
    case 'active':
      return <StatusIndicator type="success">Active</StatusIndicator>;
    case 'suspended':
      return <StatusIndicator type="stopped">Suspended</StatusIndicator>;
    case 'closed':
      return <StatusIndicator type="stopped">Closed</StatusIndicator>;
  }
}
