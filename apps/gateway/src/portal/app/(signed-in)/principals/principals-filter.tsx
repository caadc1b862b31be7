'use client';
import Select from '@cloudscape-design/components/select';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useMemo } from 'react';
import { useAccountList } from '../../../components/lists/use-account-list';
import type { Principals } from './use-principals';

const TYPES = [
  { value: '', label: 'Roles and users' },
  { value: 'role', label: 'Roles' },
  { value: 'user', label: 'Users' },
];
const EVERY_ACCOUNT = { value: '', label: 'Every account' };

/** Part of an ARN, an account, a kind: what the gateway can look for in lists of any length. */
export function PrincipalsFilter({ list }: { list: Principals }) {
  const accounts = useAccountOptions();
  const { search, accountId, type } = list.query;
  const chosenAccount = accounts.find(({ value }) => value === accountId) ?? { value: accountId, label: accountId };
  return (
    <div className="list-filters">
      <div className="list-filters-text" onBlur={list.settle}>
        <TextFilter
          filteringText={list.typed}
          filteringPlaceholder="Find by part of the name, path or ARN"
          filteringAriaLabel="Find roles and users"
          onChange={({ detail }) => list.type(detail.filteringText)}
          {...(search !== '' && !list.loading && { countText: countText(list) })}
        />
      </div>
      <Select
        options={accounts}
        selectedOption={chosenAccount}
        onChange={({ detail }) => list.change({ accountId: detail.selectedOption.value ?? '' })}
        filteringType="auto"
        filteringPlaceholder="Find an account"
        filteringAriaLabel="Find an account"
        ariaLabel="Account"
        virtualScroll={accounts.length > 200}
        expandToViewport
      />
      <Select
        options={TYPES}
        selectedOption={TYPES.find(({ value }) => value === type) ?? TYPES[0]!}
        onChange={({ detail }) => list.change({ type: detail.selectedOption.value ?? '' })}
        ariaLabel="Type"
        expandToViewport
      />
    </div>
  );
}

function countText({ rows, hasMore, totalCount }: Principals): string {
  const count = totalCount ?? rows.length;
  return `${count.toLocaleString()}${totalCount === undefined && hasMore ? '+' : ''} ${count === 1 ? 'match' : 'matches'}`;
}

function useAccountOptions() {
  const { items } = useAccountList();
  return useMemo(
    () => [
      EVERY_ACCOUNT,
      ...items.map(({ accountId, name }) => ({ value: accountId, label: name, labelTag: accountId })),
    ],
    [items],
  );
}
