import type { AwsClients } from '@gatehouse/aws';
import type { AwsSdkClient, CollectedResource, CollectorPlace, ResourceCollector } from '@gatehouse/plugin-sdk';
import type { ObservedResource } from '../../resource/observed-resource.js';
import type { CollectorTarget, Place } from '../collector.js';
import { homeRegionOf } from '../home-region.rules.js';
import { RegionalCollector } from '../regional-collector.js';
import { isItsOwn, observePlugged } from './plugged.rules.js';

/** A plugin spoke of what is not its own to speak of. */
class ForeignResource extends Error {
  override readonly name = 'ForeignResource';
}

type ForPlace = Parameters<AwsClients['for']>[0];

/** A plugin's collector at work as one of ours. What it brings of others' types or accounts fails its part of the picture. */
export class PluggedCollector extends RegionalCollector {
  override readonly id: string;
  override readonly summary: string;
  override readonly resourceTypes: readonly string[];
  override readonly awsPermissions: readonly string[];

  constructor(
    private readonly plugged: ResourceCollector,
    private readonly clients: AwsClients,
  ) {
    super();
    this.id = plugged.id;
    this.summary = plugged.summary;
    this.resourceTypes = [...plugged.resourceTypes];
    this.awsPermissions = [...plugged.awsPermissions];
  }

  override async *collect(target: CollectorTarget): AsyncIterable<readonly ObservedResource[]> {
    if (this.plugged.worksBy === 'region') {
      yield* super.collect(target);
      return;
    }
    const { accountId, partition, signal } = target;
    yield* this.collectIn({ accountId, partition, signal, region: homeRegionOf(partition) });
  }

  override async collectOne(place: Place, arn: string, resourceType: string): Promise<ObservedResource | null> {
    const found = await this.plugged.collectOne(this.placeOf(place), arn, resourceType);
    return found === null ? null : this.observe(found, place);
  }

  protected override async *collectIn(place: Place): AsyncIterable<readonly ObservedResource[]> {
    for await (const page of this.plugged.collect(this.placeOf(place))) {
      yield page.map((resource) => this.observe(resource, place));
    }
  }

  private observe(resource: CollectedResource, place: Place): ObservedResource {
    const { arn, resourceType } = resource;
    if (isItsOwn(resource, this.resourceTypes, place.accountId)) return observePlugged(resource, place);
    const what = `${arn.slice(0, 200)} as ${resourceType.slice(0, 100)}`;
    throw new ForeignResource(`The plugin's collector ${this.id} brought ${what} of ${place.accountId}.`);
  }

  private placeOf(place: Place): CollectorPlace {
    const { accountId, partition, region, signal } = place;
    const client = <Client extends object>(service: AwsSdkClient<Client>) =>
      this.clients.for(service as unknown as ForPlace, { accountId, region }) as unknown as Client;
    return { accountId, partition, region, signal, client };
  }
}
