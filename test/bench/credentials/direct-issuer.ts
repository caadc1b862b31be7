import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { ProductState } from '@gatehouse/local/product';
import type { Issue } from './load.js';

interface HubCredentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly Token: string;
}

/** Assumes the same role as the credentials service does, with the same hub role, and nothing around it. */
export async function assumeDirectly(state: ProductState, roleArn: string): Promise<{ issue: Issue; stop(): void }> {
  if (!state.sandbox) throw new Error('This bench needs the embedded organization.');
  const { url, token } = state.sandbox;
  const answer = await fetch(`${url}/_sandbox/credentials/gatehouse-broker`, { headers: { authorization: token } });
  const hub = (await answer.json()) as HubCredentials;
  const credentials = { accessKeyId: hub.AccessKeyId, secretAccessKey: hub.SecretAccessKey, sessionToken: hub.Token };
  const sts = new STSClient({ endpoint: url, region: 'us-east-1', credentials });
  const command = () =>
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: 'ada@example.com',
      SourceIdentity: 'ada@example.com',
      DurationSeconds: 3_600,
      Tags: [{ Key: 'gatehouse-bench', Value: 'direct' }],
    });
  return {
    issue: async () => {
      const { Credentials } = await sts.send(command());
      if (!Credentials?.SessionToken) throw new Error('STS answered without credentials.');
    },
    stop: () => {
      sts.destroy();
    },
  };
}
