import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { SpawnedSandbox } from '../../compatibility/aws-sandbox/spawned-sandbox.js';

/** The regions that the embedded organization's configuration reads. */
export const REGIONS = ['us-east-1', 'eu-west-1'];

/** The management account's administrator, as apps/aws-sandbox/README.md names them. */
const BREAK_GLASS = {
  accessKeyId: 'AKIASANDBOXROOTDEMO1',
  secretAccessKey: 'sandbox-break-glass-secret-not-aws-0001',
};
const MANAGEMENT = '100000000001';

/** Clients of somebody in an account. */
export interface ClientsIn {
  readonly accountId: string;
  readonly iam: IAMClient;
  readonly s3: S3Client;
  readonly sqs: (region: string) => SQSClient;
  readonly sns: (region: string) => SNSClient;
  readonly kms: (region: string) => KMSClient;
  readonly secrets: (region: string) => SecretsManagerClient;
  readonly lambda: (region: string) => LambdaClient;
}

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** People and roles in every account, who see the sandbox without Gatehouse. */
export class Administrators {
  readonly #known = new Map<string, ClientsIn>();

  constructor(private readonly sandbox: SpawnedSandbox) {}

  /** Somebody who may do everything in an account, as far as its guardrails let anybody. */
  of(accountId: string): ClientsIn {
    return this.known(`administrator of ${accountId}`, () => {
      if (accountId === MANAGEMENT) return this.clientsIn(accountId, BREAK_GLASS);
      return this.clientsIn(accountId, this.inRole(accountId, BREAK_GLASS, { role: 'OrganizationAccountAccessRole' }));
    });
  }

  /** Somebody who may read what Gatehouse may, for accounts that keep even administrators from some of it. */
  async readerOf(accountId: string): Promise<ClientsIn> {
    const hub = await this.hubRole('gatehouse-reader');
    return this.known(`reader of ${accountId}`, () =>
      this.clientsIn(
        accountId,
        this.inRole(accountId, hub, { role: 'gatehouse-reader-spoke', externalId: 'gatehouse-demo' }),
      ),
    );
  }

  /** Ids of all accounts that are open. */
  async activeAccounts(): Promise<string[]> {
    const endpoint = this.sandbox.url;
    const client = new OrganizationsClient({ endpoint, region: 'us-east-1', credentials: BREAK_GLASS });
    const ids: string[] = [];
    for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
      ids.push(...Accounts.filter(({ State, Status }) => (State ?? Status) === 'ACTIVE').map(({ Id = '' }) => Id));
    }
    return ids;
  }

  private known(who: string, make: () => ClientsIn): ClientsIn {
    const found = this.#known.get(who) ?? make();
    this.#known.set(who, found);
    return found;
  }

  private async hubRole(name: string): Promise<Keys> {
    const environment = this.sandbox.environment(name);
    const answer = await fetch(environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'] ?? '', {
      headers: { authorization: environment['AWS_CONTAINER_AUTHORIZATION_TOKEN'] ?? '' },
    });
    const hub = (await answer.json()) as { AccessKeyId: string; SecretAccessKey: string; Token: string };
    return { accessKeyId: hub.AccessKeyId, secretAccessKey: hub.SecretAccessKey, sessionToken: hub.Token };
  }

  private inRole(
    accountId: string,
    masterCredentials: Keys,
    { role, externalId }: { readonly role: string; readonly externalId?: string },
  ): ReturnType<typeof fromTemporaryCredentials> {
    return fromTemporaryCredentials({
      masterCredentials,
      params: {
        RoleArn: `arn:aws:iam::${accountId}:role/${role}`,
        RoleSessionName: 'chaos',
        ...(externalId !== undefined && { ExternalId: externalId }),
      },
      clientConfig: { endpoint: this.sandbox.url, region: 'us-east-1', maxAttempts: 10 },
    });
  }

  private clientsIn(accountId: string, credentials: Keys | ReturnType<typeof fromTemporaryCredentials>): ClientsIn {
    const at = (region: string) => ({ endpoint: this.sandbox.url, region, credentials, maxAttempts: 10 });
    return {
      accountId,
      iam: new IAMClient(at('us-east-1')),
      s3: new S3Client({ ...at('us-east-1'), forcePathStyle: true, followRegionRedirects: true }),
      sqs: inEachRegion((region) => new SQSClient(at(region))),
      sns: inEachRegion((region) => new SNSClient(at(region))),
      kms: inEachRegion((region) => new KMSClient(at(region))),
      secrets: inEachRegion((region) => new SecretsManagerClient(at(region))),
      lambda: inEachRegion((region) => new LambdaClient(at(region))),
    };
  }
}

function inEachRegion<T>(make: (region: string) => T): (region: string) => T {
  const clients = new Map(REGIONS.map((region) => [region, make(region)]));
  return (region) => {
    const client = clients.get(region);
    if (client === undefined) throw new Error(`There is no client for ${region}.`);
    return client;
  };
}
