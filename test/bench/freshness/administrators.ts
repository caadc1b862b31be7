import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { ProductState } from '@gatehouse/local/product';

/** Who changes things in an account. */
export interface Administrator {
  readonly accountId: string;
  readonly iam: IAMClient;
  readonly s3: S3Client;
  stop(): void;
}

/** Clients of the administrators' role in each account, as Gatehouse gives it to people. */
export async function administratorsOf(state: ProductState, accountIds: readonly string[]): Promise<Administrator[]> {
  if (!state.sandbox) throw new Error('This bench needs the embedded organization.');
  const { url, token } = state.sandbox;
  const answer = await fetch(`${url}/_sandbox/credentials/gatehouse-broker`, { headers: { authorization: token } });
  const hub = (await answer.json()) as { AccessKeyId: string; SecretAccessKey: string; Token: string };
  const credentials = { accessKeyId: hub.AccessKeyId, secretAccessKey: hub.SecretAccessKey, sessionToken: hub.Token };
  const sts = new STSClient({ endpoint: url, region: 'us-east-1', credentials });
  return Promise.all(accountIds.map((accountId) => administratorOf(sts, url, accountId)));
}

async function administratorOf(sts: STSClient, endpoint: string, accountId: string): Promise<Administrator> {
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/people/cloud-administrator`,
      RoleSessionName: 'ada@example.com',
      SourceIdentity: 'ada@example.com',
    }),
  );
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const iam = new IAMClient({ endpoint, region: 'us-east-1', credentials });
  const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  return {
    accountId,
    iam,
    s3,
    stop: () => {
      iam.destroy();
      s3.destroy();
    },
  };
}
