import { AwsError } from '../protocol/aws-error.js';

/** From the Tagging API reference. */
const MOST_FILTERS = 50;
const MOST_VALUES = 20;
const MOST_TYPES = 100;
const MOST_ARNS_TO_GET = 100;
const MOST_ARNS_TO_TAG = 20;
const MOST_TAGS = 50;
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

interface TagFilter {
  readonly Key?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

/** The parts of GetResources' input that rules look at. */
interface GetResourcesInput {
  readonly TagFilters?: readonly TagFilter[] | undefined;
  readonly ResourceTypeFilters?: readonly string[] | undefined;
  readonly ResourceARNList?: readonly string[] | undefined;
  readonly ResourcesPerPage?: number | undefined;
  readonly TagsPerPage?: number | undefined;
  readonly PaginationToken?: string | undefined;
}

/** Refuses what GetResources does not take. */
export function refuseBadSearch(input: GetResourcesInput): void {
  refuseTooMany('TagFilters', input.TagFilters, MOST_FILTERS);
  refuseTooMany('ResourceTypeFilters', input.ResourceTypeFilters, MOST_TYPES);
  refuseTooMany('ResourceARNList', input.ResourceARNList, MOST_ARNS_TO_GET);
  refuseOutside('ResourcesPerPage', input.ResourcesPerPage, [1, 100]);
  refuseOutside('TagsPerPage', input.TagsPerPage, [100, 500]);
  if ((input.TagsPerPage ?? 100) % 100 !== 0) throw invalid('TagsPerPage must be a multiple of 100.');
  (input.TagFilters ?? []).forEach(refuseBadFilter);
  refuseMixture(input);
}

function refuseBadFilter({ Key = '', Values }: TagFilter): void {
  if (Key.length < 1 || Key.length > 128) throw invalid('The key of a tag filter must have 1 to 128 characters.');
  refuseTooMany('TagFilters.Values', Values, MOST_VALUES);
}

/** A list of ARNs leaves nothing to search for. */
function refuseMixture(input: GetResourcesInput): void {
  if ((input.ResourceARNList?.length ?? 0) === 0) return;
  const others = [input.TagFilters, input.ResourceTypeFilters].some((list) => (list?.length ?? 0) > 0);
  const paging = [input.ResourcesPerPage, input.TagsPerPage, input.PaginationToken].some((each) => each !== undefined);
  if (others || paging) throw invalid('ResourceARNList cannot be combined with other parameters.');
}

/** Refuses what TagResources does not take. */
export function refuseBadTagging(arns: readonly string[], tags: ReadonlyArray<readonly [string, string]>): void {
  refuseCount('ResourceARNList', arns.length, MOST_ARNS_TO_TAG);
  refuseCount('Tags', tags.length, MOST_TAGS);
  for (const [key, value] of tags) {
    refuseBadKey(key);
    if (value.length > 256 || !CHARACTERS.test(value)) throw invalid(`The value of the tag ${key} is not valid.`);
  }
}

/** Refuses what UntagResources does not take. */
export function refuseBadUntagging(arns: readonly string[], keys: readonly string[]): void {
  refuseCount('ResourceARNList', arns.length, MOST_ARNS_TO_TAG);
  refuseCount('TagKeys', keys.length, MOST_TAGS);
  keys.forEach(refuseBadKey);
}

function refuseBadKey(key: string): void {
  if (key.length < 1 || key.length > 128 || !CHARACTERS.test(key)) throw invalid(`The tag key ${key} is not valid.`);
  if (key.toLowerCase().startsWith('aws:')) throw invalid('Tag keys that begin with aws: are reserved for AWS.');
}

function refuseCount(name: string, count: number, most: number): void {
  if (count < 1 || count > most) throw invalid(`${name} must have 1 to ${String(most)} entries.`);
}

function refuseTooMany(name: string, list: readonly unknown[] | undefined, most: number): void {
  if ((list?.length ?? 0) > most) throw invalid(`${name} must have at most ${String(most)} entries.`);
}

function refuseOutside(name: string, value: number | undefined, [least, most]: readonly [number, number]): void {
  if (value === undefined || (value >= least && value <= most)) return;
  throw invalid(`${name} must be between ${String(least)} and ${String(most)}.`);
}
