import {
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  paginateListTopics,
  SNSClient,
} from '@aws-sdk/client-sns';
import type { AwsClients } from '@gatehouse/aws';
import { RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import type { Place } from '../collector.js';
import { presentOnes } from '../in-parallel.js';
import { RegionalCollector } from '../regional-collector.js';
import { ResourceDetails, unlessGone } from '../resource-details.js';
import { tagsOf } from '../tags.rules.js';
import { observeTopic } from './observe-topic.js';

const GONE = ['NotFound', 'NotFoundException', 'ResourceNotFoundException'];

/** Topics with policy and tags. */
export class SnsCollector extends RegionalCollector {
  override readonly id = 'sns';
  override readonly summary = 'SNS topics with policy, tags and settings.';
  override readonly resourceTypes = [RESOURCE_TYPES.topic];
  override readonly awsPermissions = ['sns:GetTopicAttributes', 'sns:ListTagsForResource', 'sns:ListTopics'];

  constructor(private readonly clients: AwsClients) {
    super();
  }

  protected override async *collectIn(place: Place): AsyncIterable<readonly ObservedResource[]> {
    const client = this.clients.for(SNSClient, place);
    for await (const { Topics } of paginateListTopics({ client }, {}, { abortSignal: place.signal })) {
      yield await presentOnes(Topics ?? [], ({ TopicArn }) => this.collectOne(place, TopicArn ?? ''));
    }
  }

  override async collectOne(place: Place, arn: string): Promise<ObservedResource | null> {
    const client = this.clients.for(SNSClient, place);
    const abort = { abortSignal: place.signal };
    const details = new ResourceDetails();
    return unlessGone(GONE, async () => {
      const [attributes, tags] = await Promise.all([
        details.of({
          part: 'attributes',
          ask: () => client.send(new GetTopicAttributesCommand({ TopicArn: arn }), abort),
        }),
        details.of({
          part: 'tags',
          ask: () => client.send(new ListTagsForResourceCommand({ ResourceArn: arn }), abort),
        }),
      ]);
      return observeTopic(place, {
        arn,
        attributes: attributes?.Attributes ?? {},
        tags: tagsOf(tags?.Tags),
        notes: details.settings,
      });
    });
  }
}
