import { listAccounts, type ResourceSummary } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import type { Edge } from '../server/edge.js';
import { collectResources } from './resource-pages.js';
import { accountTitle, type TypeaheadKind, type TypeaheadQuery } from './typeahead.rules.js';

type Services = Edge['services'];

const TYPES: Readonly<Record<Exclude<TypeaheadKind, 'account'>, string>> = {
  s3: 'AWS::S3::Bucket',
  sqs: 'AWS::SQS::Queue',
  sns: 'AWS::SNS::Topic',
  iam_arn: 'AWS::IAM::Role',
  iam_role: 'AWS::IAM::Role',
  app: 'AWS::IAM::Role',
};
const MOST_ACCOUNT_PAGES = 10;

/** The suggestions of ConsoleMe's first typeahead. */
export async function suggest(services: Services, actor: VerifiedActor, query: TypeaheadQuery): Promise<unknown> {
  switch (query.kind) {
    case 'account':
      return (await accountTitles(services, actor, query)).map((title) => ({ title }));
    case 's3':
    case 'sqs':
    case 'sns': {
      const found = await resourcesOf(services, actor, { ...query, titleOf: titleOf(query) });
      return found.map((resource) => ({ title: titleOf(query)(resource), account_id: resource.accountId }));
    }
    case 'iam_arn':
      return (await resourcesOf(services, actor, { ...query, titleOf: arnOf })).map(({ arn }) => ({ title: arn }));
    case 'iam_role':
      return (await roleNames(services, actor, query)).map((title) => ({ title }));
    case 'app':
      return rolesByApp(services, actor, query);
  }
}

/** Names come in several accounts, so that more roles than names are looked at. */
async function roleNames(services: Services, actor: VerifiedActor, query: TypeaheadQuery): Promise<string[]> {
  const { limit } = query;
  const found = await resourcesOf(services, actor, { ...query, limit: limit * 20, titleOf: nameOf });
  return [...new Set(found.map(nameOf))].slice(0, limit);
}

async function rolesByApp(services: Services, actor: VerifiedActor, query: TypeaheadQuery): Promise<unknown> {
  const found = await resourcesOf(services, actor, { ...query, titleOf: arnOf });
  const results = found.map(({ arn, accountName }) => ({ title: arn, description: accountName }));
  return results.length === 0 ? {} : { 'Unknown App': { name: 'Unknown App', results } };
}

const arnOf = ({ arn }: ResourceSummary): string => arn;
const nameOf = ({ name }: ResourceSummary): string => name;

/** Buckets are known by name, queues and topics by ARN. */
const titleOf = ({ kind, withBucketArns }: TypeaheadQuery) => (kind === 's3' && !withBucketArns ? nameOf : arnOf);

function resourcesOf(
  services: Services,
  actor: VerifiedActor,
  query: TypeaheadQuery & { readonly titleOf: (resource: ResourceSummary) => string },
): Promise<ResourceSummary[]> {
  const { kind, search, accountId, limit } = query;
  const text = search.trim();
  const types = kind === 'account' ? [] : [TYPES[kind]];
  return collectResources(services, actor, {
    filter: {
      types,
      ...(text !== '' && { search: text.slice(0, 200) }),
      ...(accountId !== undefined && { accountId }),
    },
    limit,
    isWanted: (resource) => query.titleOf(resource).toLowerCase().includes(text.toLowerCase()),
  });
}

async function accountTitles(
  services: Services,
  actor: VerifiedActor,
  { search, limit }: TypeaheadQuery,
): Promise<string[]> {
  const titles: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_ACCOUNT_PAGES && titles.length < limit; page += 1) {
    const reply = await services.call(listAccounts, actor, { limit: 500, ...(cursor !== undefined && { cursor }) });
    titles.push(...reply.items.map(({ name, accountId }) => accountTitle(name, accountId)).filter(containing(search)));
    cursor = reply.nextCursor;
    if (cursor === undefined) break;
  }
  return titles.slice(0, limit);
}

const containing = (search: string) => (title: string) => title.toLowerCase().includes(search.trim().toLowerCase());
