'use client';
import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import { useMemo } from 'react';
import { OPERATORS, TAG_PREFIX, type Operator, type RoleFilter } from '../../components/roles/role-filter.rules';
import type { RoleRow, Roles } from './use-roles';

const MOST_SUGGESTIONS = 500;
const TEXT_OPERATORS = [':', '!:', '=', '!=', '^'];

/** Conditions on roles; they are in the address, so that a filtered list can be kept and shared. */
export function RolesFilter({ roles }: { roles: Roles }) {
  const properties = useMemo(() => propertiesOf(roles.all), [roles.all]);
  const options = useMemo(() => optionsOf(roles.all), [roles.all]);
  return (
    <PropertyFilter
      query={{ operation: roles.filter.operation, tokens: [...roles.filter.tokens] }}
      onChange={({ detail }) => roles.setFilter(filterOf(detail))}
      filteringProperties={properties}
      filteringOptions={options}
      filteringPlaceholder="Find roles by name, account or tag"
      filteringAriaLabel="Find roles"
      countText={`${roles.matching.length} ${roles.matching.length === 1 ? 'role matches' : 'roles match'}`}
      loading={roles.loading}
      customGroupsText={[{ group: 'tags', properties: 'Tags', values: 'Tag values' }]}
      virtualScroll
      expandToViewport
    />
  );
}

function propertiesOf(roles: readonly RoleRow[]): PropertyFilterProps.FilteringProperty[] {
  const tagKeys = [...new Set(roles.flatMap(({ tags }) => Object.keys(tags)))].sort();
  return [
    { key: 'name', propertyLabel: 'Role name', groupValuesLabel: 'Role names', operators: TEXT_OPERATORS },
    { key: 'account', propertyLabel: 'Account', groupValuesLabel: 'Accounts', operators: TEXT_OPERATORS },
    {
      key: 'ou',
      propertyLabel: 'Organizational unit',
      groupValuesLabel: 'Organizational units',
      operators: TEXT_OPERATORS,
    },
    { key: 'cli-only', propertyLabel: 'CLI only', groupValuesLabel: 'CLI only', operators: ['='] },
    ...tagKeys.map((key) => ({
      key: TAG_PREFIX + key,
      propertyLabel: key,
      groupValuesLabel: `Values of ${key}`,
      group: 'tags',
      operators: TEXT_OPERATORS,
    })),
  ];
}

function optionsOf(roles: readonly RoleRow[]): PropertyFilterProps.FilteringOption[] {
  const seen = new Map<string, PropertyFilterProps.FilteringOption>();
  const add = (propertyKey: string, value: string | null | undefined) => {
    if (value && seen.size < MOST_SUGGESTIONS * 2) seen.set(`${propertyKey} ${value}`, { propertyKey, value });
  };
  add('cli-only', 'yes');
  add('cli-only', 'no');
  for (const role of roles.slice(0, MOST_SUGGESTIONS)) {
    add('account', role.accountName ?? role.accountId);
    add('ou', role.ouPath);
    add('name', role.roleName);
    for (const [key, value] of Object.entries(role.tags)) add(TAG_PREFIX + key, value);
  }
  return [...seen.values()];
}

function filterOf({ operation, tokens }: PropertyFilterProps.Query): RoleFilter {
  return {
    operation,
    tokens: tokens.flatMap(({ propertyKey, operator, value }) =>
      isOperator(operator) && typeof value === 'string' && value !== ''
        ? [{ ...(propertyKey !== undefined && { propertyKey }), operator, value }]
        : [],
    ),
  };
}

function isOperator(text: string): text is Operator {
  return (OPERATORS as readonly string[]).includes(text);
}
