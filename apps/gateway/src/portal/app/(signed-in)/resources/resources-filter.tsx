'use client';
import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import Select from '@cloudscape-design/components/select';
import { useMemo } from 'react';
import { typeInWords, USUAL_TYPES } from '../../../components/resources/resource-type.rules';
import type { ResourceSort } from '../../../gateway-api/resources-api';
import { isProperty, SORTS, type ResourceProperty, type ResourceToken } from './resource-filter.rules';
import { PROPERTY_WORDS, SORT_WORDS } from './resource-words.rules';
import type { Resources } from './use-resources';

const PROPERTIES: readonly PropertyFilterProps.FilteringProperty[] = [
  property('account', 'Accounts'),
  property('ou', 'Organizational units'),
  property('region', 'Regions'),
  property('type', 'Types'),
  property('tag', 'Tags (key, or key=value)'),
  property('owner', 'Owners'),
  property('denials', 'Denied within a week'),
  property('unused', 'Unused for days'),
  property('public', 'Public'),
];

const SORT_OPTIONS = SORTS.map((value) => ({ value, label: SORT_WORDS[value] }));

const MOST_SUGGESTIONS = 1_000;

function property(key: ResourceProperty, groupValuesLabel: string) {
  return { key, propertyLabel: PROPERTY_WORDS[key], groupValuesLabel, operators: ['='], defaultOperator: '=' as const };
}

/** Conditions on resources and their order; both are in the address. All conditions hold at once. */
export function ResourcesFilter({ list }: { list: Resources }) {
  const options = useMemo(() => optionsOf(list), [list.rows, list.accounts]);
  return (
    <div className="list-filters">
      <div className="list-filters-wide">
        <PropertyFilter
          query={{
            operation: 'and',
            tokens: list.tokens.map((token) => ({
              ...(token.property !== undefined && { propertyKey: token.property }),
              operator: token.property === undefined ? ':' : '=',
              value: token.value,
            })),
          }}
          onChange={({ detail }) => list.setTokens(detail.tokens.flatMap(tokenOf))}
          filteringProperties={PROPERTIES}
          filteringOptions={options}
          filteringPlaceholder="Find resources by name, ARN, account, tag or owner"
          filteringAriaLabel="Find resources"
          {...(list.count !== '' &&
            list.tokens.length > 0 && { countText: `${list.count} ${list.count === '1' ? 'match' : 'matches'}` })}
          freeTextFiltering={{ operators: [':'] }}
          readOnlyOperations
          virtualScroll
          expandToViewport
        />
      </div>
      <Select
        options={SORT_OPTIONS}
        selectedOption={SORT_OPTIONS.find(({ value }) => value === list.sort) ?? SORT_OPTIONS[0]!}
        onChange={({ detail }) => list.setSort(detail.selectedOption.value as ResourceSort)}
        ariaLabel="Order"
        expandToViewport
      />
    </div>
  );
}

function tokenOf({ propertyKey, value }: PropertyFilterProps.Token): ResourceToken[] {
  if (typeof value !== 'string') return [];
  return [isProperty(propertyKey) ? { property: propertyKey, value } : { value }];
}

function optionsOf({ rows, accounts }: Resources): PropertyFilterProps.FilteringOption[] {
  const seen = new Map<string, PropertyFilterProps.FilteringOption>();
  const add = (propertyKey: ResourceProperty, value: string | null, label?: string) => {
    if (!value || seen.size >= MOST_SUGGESTIONS) return;
    seen.set(`${propertyKey} ${value}`, { propertyKey, value, ...(label !== undefined && { label }) });
  };
  for (const value of ['yes', 'no']) add('public', value);
  add('denials', 'yes');
  for (const days of ['30', '90', '180', '365']) add('unused', days);
  for (const type of USUAL_TYPES) add('type', type, typeInWords(type));
  for (const row of rows) {
    add('type', row.resourceType, typeInWords(row.resourceType));
    add('region', row.region);
    add('owner', row.owner);
    for (const [key, value] of Object.entries(row.tags)) add('tag', `${key}=${value}`);
  }
  for (const { accountId, name, ouPath } of accounts) {
    add('account', accountId, `${name} (${accountId})`);
    for (const unit of unitsOf(ouPath)) add('ou', unit);
  }
  return [...seen.values()];
}

/** `Root/Workloads/Production` is in three units. */
function unitsOf(ouPath: string): string[] {
  const names = ouPath === '' ? [] : ouPath.split('/');
  return names.map((_name, index) => names.slice(0, index + 1).join('/'));
}
