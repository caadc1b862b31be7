import { typeInWords } from '../../../components/resources/resource-type.rules';
import type { ResourceSort } from '../../../gateway-api/resources-api';
import {
  sortFromParameters,
  tokensFromParameters,
  type ResourceProperty,
  type ResourceToken,
} from './resource-filter.rules';

export const PROPERTY_WORDS: Readonly<Record<ResourceProperty, string>> = {
  account: 'Account',
  ou: 'Organizational unit',
  region: 'Region',
  type: 'Type',
  tag: 'Tag',
  owner: 'Owner',
  denials: 'Denied within a week',
  unused: 'Unused for days',
  public: 'Public',
};

export const SORT_WORDS: Readonly<Record<ResourceSort, string>> = {
  arn: 'Sorted by ARN',
  name: 'Sorted by name',
  changed: 'Latest change first',
};

/** What a saved view shows: `Type: S3 bucket · Public: yes · Sorted by name`; `Everything` without conditions. */
export function viewInWords(view: string): string {
  const parameters = new URLSearchParams(view);
  const conditions = tokensFromParameters(parameters).map(inWords);
  const sort = sortFromParameters(parameters);
  const order = sort === 'arn' ? [] : [SORT_WORDS[sort]];
  return [...(conditions.length === 0 ? ['Everything'] : conditions), ...order].join(' · ');
}

function inWords({ property, value }: ResourceToken): string {
  if (property === undefined) return `“${value}”`;
  return `${PROPERTY_WORDS[property]}: ${property === 'type' ? typeInWords(value) : value}`;
}
