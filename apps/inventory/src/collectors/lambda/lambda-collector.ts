import {
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  LambdaClient,
  ListTagsCommand,
  paginateListFunctions,
  type FunctionConfiguration,
} from '@aws-sdk/client-lambda';
import type { AwsClients } from '@gatehouse/aws';
import { RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import type { Place } from '../collector.js';
import { presentOnes } from '../in-parallel.js';
import { RegionalCollector } from '../regional-collector.js';
import { ResourceDetails, unlessGone } from '../resource-details.js';
import { observeFunction } from './observe-function.js';

const GONE = ['ResourceNotFoundException'];

/** Functions with policy and tags, without code and environment. */
export class LambdaCollector extends RegionalCollector {
  override readonly id = 'lambda';
  override readonly summary = 'Lambda functions with policy, tags and settings, without code and environment.';
  override readonly resourceTypes = [RESOURCE_TYPES.function];
  override readonly awsPermissions = [
    'lambda:GetFunctionConfiguration',
    'lambda:GetPolicy',
    'lambda:ListFunctions',
    'lambda:ListTags',
  ];

  constructor(private readonly clients: AwsClients) {
    super();
  }

  protected override async *collectIn(place: Place): AsyncIterable<readonly ObservedResource[]> {
    const client = this.clients.for(LambdaClient, place);
    for await (const { Functions } of paginateListFunctions({ client }, {}, { abortSignal: place.signal })) {
      yield await presentOnes(Functions ?? [], (configuration) => this.read(place, configuration));
    }
  }

  override async collectOne(place: Place, arn: string): Promise<ObservedResource | null> {
    const client = this.clients.for(LambdaClient, place);
    return unlessGone(GONE, async () => {
      const command = new GetFunctionConfigurationCommand({ FunctionName: arn });
      return this.read(place, await client.send(command, { abortSignal: place.signal }));
    });
  }

  private async read(place: Place, configuration: FunctionConfiguration): Promise<ObservedResource | null> {
    const client = this.clients.for(LambdaClient, place);
    const abort = { abortSignal: place.signal };
    const details = new ResourceDetails();
    const arn = configuration.FunctionArn ?? '';
    return unlessGone(GONE, async () => {
      const [policy, tags] = await Promise.all([
        details.of({
          part: 'policy',
          absentCodes: GONE,
          ask: async () => (await client.send(new GetPolicyCommand({ FunctionName: arn }), abort)).Policy ?? null,
        }),
        details.of({ part: 'tags', ask: () => client.send(new ListTagsCommand({ Resource: arn }), abort) }),
      ]);
      return observeFunction(place, { configuration, policy, tags: tags?.Tags ?? {}, notes: details.settings });
    });
  }
}
