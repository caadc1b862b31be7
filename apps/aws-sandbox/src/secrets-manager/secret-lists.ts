import {
  DescribeSecret$,
  type DescribeSecretRequest,
  type DescribeSecretResponse,
  type Filter,
  ListSecretVersionIds$,
  type ListSecretVersionIdsRequest,
  type ListSecretVersionIdsResponse,
  ListSecrets$,
  type ListSecretsRequest,
  type ListSecretsResponse,
} from '@aws-sdk/client-secrets-manager';

import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { anySecret, asking } from './secret-access.js';
import { invalidParameter } from './secret-errors.js';
import { FILTER_KEYS, isFilterKey, passesFilters } from './secret-filters.rules.js';
import { type StoredSecret, secretsIn } from './secret-state.js';

const MAX_PAGE = 100;

interface PageInput {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** Cuts a page out of a list; tokens name the position behind the last entry. */
export function pageOf<T>(all: readonly T[], input: PageInput, max = MAX_PAGE) {
  refuseViolations({ MaxResults: input.MaxResults }, { MaxResults: { min: 1, max } }, 'ValidationException');
  const from = input.NextToken === undefined ? 0 : positionOf(input.NextToken);
  const to = from + (input.MaxResults ?? max);
  const next = to < all.length ? { NextToken: Buffer.from(`secrets:${String(to)}`).toString('base64') } : {};
  return { items: all.slice(from, to), next };
}

function positionOf(token: string): number {
  const match = /^secrets:(\d{1,9})$/u.exec(Buffer.from(token, 'base64').toString('utf8'));
  if (match !== null) return Number(match[1]);
  throw new AwsError('InvalidNextTokenException', 'Invalid token');
}

/** What DescribeSecret and ListSecrets tell alike. */
function commonShape(secret: StoredSecret) {
  return {
    ARN: secret.arn,
    Name: secret.name,
    ...(secret.description === undefined ? {} : { Description: secret.description }),
    ...(secret.kmsKeyId === undefined ? {} : { KmsKeyId: secret.kmsKeyId }),
    LastChangedDate: secret.changedAt,
    ...(secret.accessedAt === undefined ? {} : { LastAccessedDate: secret.accessedAt }),
    ...(secret.deletionAt === undefined ? {} : { DeletedDate: secret.deletionAt }),
    Tags: [...secret.tags].map(([Key, Value]) => ({ Key, Value })),
    CreatedDate: secret.createdAt,
  };
}

/** Versions without label do not show. */
function stagesOf({ versions }: StoredSecret): Record<string, string[]> {
  return Object.fromEntries(
    [...versions.values()].filter(({ stages }) => stages.size > 0).map(({ id, stages }) => [id, [...stages]]),
  );
}

export const describeSecret = operation<DescribeSecretRequest, DescribeSecretResponse>({
  schema: DescribeSecret$,
  access: asking('secretsmanager:DescribeSecret'),
  handle: (input, call) => {
    const secret = anySecret(call, input);
    return { ...commonShape(secret), VersionIdsToStages: stagesOf(secret) };
  },
});

/** The caller's secrets in this region that pass some filters. */
export function filteredSecrets(
  call: Call,
  filters: readonly Filter[],
  { planned }: { planned: boolean },
): readonly StoredSecret[] {
  const wrong = filters.find(({ Key }) => Key !== undefined && !isFilterKey(Key));
  if (wrong !== undefined) {
    throw invalidParameter(`Filter key ${wrong.Key ?? ''} is not one of ${FILTER_KEYS.join(', ')}.`);
  }
  const { world, caller, region, now } = call;
  return [...secretsIn(world, { accountId: caller.accountId, region }, now).values()]
    .filter(({ deletionAt }) => planned || deletionAt === undefined)
    .filter((secret) => passesFilters(secret, filters));
}

const SORTED_BY: Readonly<Record<string, (secret: StoredSecret) => number | string>> = {
  'created-date': ({ createdAt }) => createdAt.getTime(),
  'last-accessed-date': ({ accessedAt }) => accessedAt?.getTime() ?? 0,
  'last-changed-date': ({ changedAt }) => changedAt.getTime(),
  name: ({ name }) => name,
};

function sorted(
  secrets: readonly StoredSecret[],
  { SortBy, SortOrder = 'desc' }: ListSecretsRequest,
): readonly StoredSecret[] {
  const valueOf = SORTED_BY[SortBy ?? 'created-date'] ?? (({ name }: StoredSecret) => name);
  const direction = SortOrder === 'asc' ? 1 : -1;
  return [...secrets].sort((left, right) => {
    const [a, b] = [valueOf(left), valueOf(right)];
    if (a === b) return left.name < right.name ? -1 : 1;
    return a < b ? -direction : direction;
  });
}

export const listSecrets = operation<ListSecretsRequest, ListSecretsResponse>({
  schema: ListSecrets$,
  access: (_input, { caller }) => [
    { action: 'secretsmanager:ListSecrets', resource: '*', resourceAccountId: caller.accountId },
  ],
  handle: (input, call) => {
    const planned = input.IncludePlannedDeletion === true;
    const found = sorted(filteredSecrets(call, input.Filters ?? [], { planned }), input);
    const { items, next } = pageOf(found, input);
    return {
      SecretList: items.map((secret) => ({ ...commonShape(secret), SecretVersionsToStages: stagesOf(secret) })),
      ...next,
    };
  },
});

export const listSecretVersionIds = operation<ListSecretVersionIdsRequest, ListSecretVersionIdsResponse>({
  schema: ListSecretVersionIds$,
  access: asking('secretsmanager:ListSecretVersionIds'),
  handle: (input, call) => {
    const secret = anySecret(call, input);
    const all = [...secret.versions.values()].filter(
      ({ stages }) => input.IncludeDeprecated === true || stages.size > 0,
    );
    const { items, next } = pageOf(all, input);
    return {
      ARN: secret.arn,
      Name: secret.name,
      Versions: items.map(({ id, stages, createdAt, accessedAt, keyArn }) => ({
        VersionId: id,
        VersionStages: [...stages],
        CreatedDate: createdAt,
        ...(accessedAt === undefined ? {} : { LastAccessedDate: accessedAt }),
        KmsKeyIds: [secret.kmsKeyId === undefined ? 'DefaultEncryptionKey' : keyArn],
      })),
      ...next,
    };
  },
});
