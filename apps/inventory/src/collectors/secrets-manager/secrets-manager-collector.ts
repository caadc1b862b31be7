import {
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  paginateListSecrets,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { AwsClients } from '@gatehouse/aws';
import { RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import type { Place } from '../collector.js';
import { presentOnes } from '../in-parallel.js';
import { RegionalCollector } from '../regional-collector.js';
import { ResourceDetails, unlessGone } from '../resource-details.js';
import { observeSecret, type SecretFacts } from './observe-secret.js';

const PAGE_SIZE = 100;

const GONE = ['ResourceNotFoundException'];

/** Secrets with policy and tags; their values are never read. */
export class SecretsManagerCollector extends RegionalCollector {
  override readonly id = 'secrets-manager';
  override readonly summary = 'Secrets Manager secrets with policy, tags and settings, never their values.';
  override readonly resourceTypes = [RESOURCE_TYPES.secret];
  override readonly awsPermissions = [
    'secretsmanager:DescribeSecret',
    'secretsmanager:GetResourcePolicy',
    'secretsmanager:ListSecrets',
  ];

  constructor(private readonly clients: AwsClients) {
    super();
  }

  protected override async *collectIn(place: Place): AsyncIterable<readonly ObservedResource[]> {
    const client = this.clients.for(SecretsManagerClient, place);
    const everything = { IncludePlannedDeletion: true };
    const pages = paginateListSecrets({ client, pageSize: PAGE_SIZE }, everything, { abortSignal: place.signal });
    for await (const { SecretList } of pages) {
      yield await presentOnes(SecretList ?? [], (secret) => this.withPolicy(place, secret));
    }
  }

  override async collectOne(place: Place, arn: string): Promise<ObservedResource | null> {
    const client = this.clients.for(SecretsManagerClient, place);
    return unlessGone(GONE, async () => {
      const secret = await client.send(new DescribeSecretCommand({ SecretId: arn }), { abortSignal: place.signal });
      return this.withPolicy(place, secret);
    });
  }

  private async withPolicy(place: Place, secret: SecretFacts['secret']): Promise<ObservedResource | null> {
    const client = this.clients.for(SecretsManagerClient, place);
    const details = new ResourceDetails();
    const policy = await details.of({
      part: 'policy',
      // A secret that waits for its deletion shows no policy.
      absentCodes: [...GONE, 'InvalidRequestException'],
      ask: async () => {
        const command = new GetResourcePolicyCommand({ SecretId: secret.ARN });
        return (await client.send(command, { abortSignal: place.signal })).ResourcePolicy ?? null;
      },
    });
    return observeSecret(place, { secret, policy, notes: details.settings });
  }
}
