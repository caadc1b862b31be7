import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueueTagsCommand,
  paginateListQueues,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { AwsClients } from '@gatehouse/aws';
import { RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import { placeOfArn } from '../arn.rules.js';
import type { Place } from '../collector.js';
import { presentOnes } from '../in-parallel.js';
import { RegionalCollector } from '../regional-collector.js';
import { ResourceDetails, unlessGone } from '../resource-details.js';
import { observeQueue } from './observe-queue.js';

const PAGE_SIZE = 100;

const GONE = ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue', 'QueueDeletedRecently'];

/** Queues with policy and tags. */
export class SqsCollector extends RegionalCollector {
  override readonly id = 'sqs';
  override readonly summary = 'SQS queues with policy, tags and settings.';
  override readonly resourceTypes = [RESOURCE_TYPES.queue];
  override readonly awsPermissions = [
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ListQueues',
    'sqs:ListQueueTags',
  ];

  constructor(private readonly clients: AwsClients) {
    super();
  }

  protected override async *collectIn(place: Place): AsyncIterable<readonly ObservedResource[]> {
    const client = this.clients.for(SQSClient, place);
    const pages = paginateListQueues({ client, pageSize: PAGE_SIZE }, {}, { abortSignal: place.signal });
    for await (const { QueueUrls } of pages) {
      yield await presentOnes(QueueUrls ?? [], (url) => this.read(place, url));
    }
  }

  override async collectOne(place: Place, arn: string): Promise<ObservedResource | null> {
    const QueueName = placeOfArn(arn).resource;
    return unlessGone(GONE, async () => {
      const client = this.clients.for(SQSClient, place);
      const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }), { abortSignal: place.signal });
      return QueueUrl === undefined ? null : this.read(place, QueueUrl);
    });
  }

  private async read(place: Place, QueueUrl: string): Promise<ObservedResource | null> {
    const client = this.clients.for(SQSClient, place);
    const abort = { abortSignal: place.signal };
    const details = new ResourceDetails();
    return unlessGone(GONE, async () => {
      const [attributes, tags] = await Promise.all([
        details.of({
          part: 'attributes',
          ask: () => client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }), abort),
        }),
        details.of({ part: 'tags', ask: () => client.send(new ListQueueTagsCommand({ QueueUrl }), abort) }),
      ]);
      return observeQueue(place, {
        url: QueueUrl,
        attributes: attributes?.Attributes ?? {},
        tags: tags?.Tags ?? {},
        notes: details.settings,
      });
    });
  }
}
