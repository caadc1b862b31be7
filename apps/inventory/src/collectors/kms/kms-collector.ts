import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  paginateListAliases,
  paginateListKeys,
  paginateListResourceTags,
  type KeyMetadata,
  type Tag,
} from '@aws-sdk/client-kms';
import type { AwsClients } from '@gatehouse/aws';
import { RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import { lastPartOf } from '../arn.rules.js';
import type { Place } from '../collector.js';
import { presentOnes } from '../in-parallel.js';
import { RegionalCollector } from '../regional-collector.js';
import { ResourceDetails, unlessGone } from '../resource-details.js';
import { tagsOf } from '../tags.rules.js';
import { observeKey } from './observe-key.js';

const PAGE_SIZE = 100;

const GONE = ['NotFoundException'];

/** KMS's words for "this kind of key is never rotated". */
const NOT_ROTATED = ['UnsupportedOperationException', 'KMSInvalidStateException'];

/** Customer and AWS managed keys with policy, aliases and tags. */
export class KmsCollector extends RegionalCollector {
  override readonly id = 'kms';
  override readonly summary = 'KMS keys with policy, aliases, tags, state and rotation.';
  override readonly resourceTypes = [RESOURCE_TYPES.key];
  override readonly awsPermissions = [
    'kms:DescribeKey',
    'kms:GetKeyPolicy',
    'kms:GetKeyRotationStatus',
    'kms:ListAliases',
    'kms:ListKeys',
    'kms:ListResourceTags',
  ];

  constructor(private readonly clients: AwsClients) {
    super();
  }

  protected override async *collectIn(place: Place): AsyncIterable<readonly ObservedResource[]> {
    const client = this.clients.for(KMSClient, place);
    const aliases = await aliasesByKey(client, place.signal);
    const pages = paginateListKeys({ client, pageSize: PAGE_SIZE }, {}, { abortSignal: place.signal });
    for await (const { Keys } of pages) {
      yield await presentOnes(Keys ?? [], ({ KeyArn, KeyId }) =>
        this.read(place, KeyArn ?? '', aliases.get(KeyId ?? '') ?? []),
      );
    }
  }

  override async collectOne(place: Place, arn: string): Promise<ObservedResource | null> {
    const client = this.clients.for(KMSClient, place);
    return unlessGone(GONE, async () => {
      const aliases = await aliasesByKey(client, place.signal, arn);
      return this.read(place, arn, aliases.get(lastPartOf(arn)) ?? []);
    });
  }

  private async read(place: Place, arn: string, aliases: readonly string[]): Promise<ObservedResource | null> {
    const client = this.clients.for(KMSClient, place);
    const details = new ResourceDetails();
    const abort = { abortSignal: place.signal };
    return unlessGone(GONE, async () => {
      const [metadata, policy, tags] = await Promise.all([
        details.of({
          part: 'metadata',
          ask: async () => (await client.send(new DescribeKeyCommand({ KeyId: arn }), abort)).KeyMetadata ?? null,
        }),
        details.of({
          part: 'policy',
          ask: async () => (await client.send(new GetKeyPolicyCommand({ KeyId: arn }), abort)).Policy ?? null,
        }),
        details.of({ part: 'tags', ask: () => tagsOfKey(client, arn, place.signal) }),
      ]);
      const isRotated = isRotatable(metadata) ? await rotationOf(client, arn, { details, signal: place.signal }) : null;
      return observeKey(place, {
        arn,
        metadata,
        policy,
        tags: tagsOf(tags ?? []),
        isRotated,
        aliases,
        notes: details.settings,
      });
    });
  }
}

/** AWS rotates its own keys; of the others only symmetric ones can be. */
function isRotatable(metadata: KeyMetadata | null): boolean {
  return metadata?.KeyManager === 'CUSTOMER' && metadata.KeySpec === 'SYMMETRIC_DEFAULT';
}

async function rotationOf(
  client: KMSClient,
  KeyId: string,
  { details, signal }: { readonly details: ResourceDetails; readonly signal: AbortSignal },
): Promise<boolean | null> {
  return details.of({
    part: 'rotation',
    absentCodes: NOT_ROTATED,
    ask: async () =>
      (await client.send(new GetKeyRotationStatusCommand({ KeyId }), { abortSignal: signal })).KeyRotationEnabled ??
      false,
  });
}

async function tagsOfKey(client: KMSClient, KeyId: string, signal: AbortSignal): Promise<Tag[]> {
  const found: Tag[] = [];
  for await (const { Tags } of paginateListResourceTags({ client }, { KeyId }, { abortSignal: signal })) {
    found.push(...(Tags ?? []));
  }
  return found;
}

async function aliasesByKey(client: KMSClient, signal: AbortSignal, KeyId?: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const pages = paginateListAliases({ client, pageSize: PAGE_SIZE }, { KeyId }, { abortSignal: signal });
  for await (const { Aliases } of pages) {
    for (const { TargetKeyId = '', AliasName = '' } of Aliases ?? []) {
      found.set(TargetKeyId, [...(found.get(TargetKeyId) ?? []), AliasName]);
    }
  }
  return found;
}
