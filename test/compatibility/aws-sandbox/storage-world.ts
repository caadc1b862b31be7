import { parseSeed } from '../../../apps/aws-sandbox/src/seed/read-seed.js';
import { type RunningSandbox, startSandbox } from '../../../apps/aws-sandbox/src/start-sandbox.js';

const SEED = `
organization: { id: o-storagespecs, managementAccount: '111111111111', hubAccount: '111111111111' }
documents:
  everything: { Statement: [{ Effect: Allow, Action: '*', Resource: '*' }] }
  everything-in-secrets: { Statement: [{ Effect: Allow, Action: 'secretsmanager:*', Resource: '*' }] }
accounts:
  - { id: '111111111111', name: management, email: management@example.com }
  - id: '222222222222'
    name: home
    email: home@example.com
    users:
      - { name: owner, inline: { all: everything }, accessKeys: [{ id: AKIAOWNERFORSTORAGE1, secret: secret-of-the-storage-owner }] }
      - { name: nobody, accessKeys: [{ id: AKIANOBODYFORSTORAGE, secret: secret-of-the-storage-nobody }] }
      - { name: keyless, inline: { all: everything-in-secrets }, accessKeys: [{ id: AKIAKEYLESSFORSTORAG, secret: secret-of-the-storage-keyless }] }
    keys:
      - { alias: seeded, region: us-east-1, rotates: true, tags: { team: payments }, grants: [{ name: nobody-decrypts, grantee: 'arn:aws:iam::222222222222:user/nobody', operations: [Decrypt] }] }
    secrets:
      - { name: seeded/secret, region: us-east-1, value: hello, key: alias/seeded, tags: { team: payments } }
    buckets:
      - { name: home-private, region: us-east-1, objects: [{ key: a.txt, text: hello }] }
      - { name: home-europe, region: eu-west-1 }
      - name: home-public
        region: us-east-1
        publicAccess: open
        ownership: ObjectWriter
        policy: { Statement: [{ Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::home-public/*' }] }
        objects: [{ key: index.html, text: hi }]
      - { name: home-encrypted, region: us-east-1, versioning: Enabled, encryptionKey: alias/seeded, objects: [{ key: a.txt, text: sealed }] }
  - id: '333333333333'
    name: neighbour
    email: neighbour@example.com
    users:
      - { name: owner, inline: { all: everything }, accessKeys: [{ id: AKIANEIGHBOURSTORAGE, secret: secret-of-the-storage-neighbour }] }
`;

const KEYS = {
  /** Administrator of account 222222222222. */
  owner: { accessKeyId: 'AKIAOWNERFORSTORAGE1', secretAccessKey: 'secret-of-the-storage-owner' },
  /** A user of the same account without permissions. */
  nobody: { accessKeyId: 'AKIANOBODYFORSTORAGE', secretAccessKey: 'secret-of-the-storage-nobody' },
  /** One who may do everything with secrets, and nothing with keys. */
  keyless: { accessKeyId: 'AKIAKEYLESSFORSTORAG', secretAccessKey: 'secret-of-the-storage-keyless' },
  /** Administrator of account 333333333333. */
  neighbour: { accessKeyId: 'AKIANEIGHBOURSTORAGE', secretAccessKey: 'secret-of-the-storage-neighbour' },
} as const;

export const HOME = '222222222222';
export const NEIGHBOUR = '333333333333';

/** A sandbox of two accounts in this process, its clock in the spec's hands. */
export class StorageWorld {
  private constructor(
    private readonly clock: { offset: number },
    private readonly running: RunningSandbox,
  ) {}

  static async start(): Promise<StorageWorld> {
    const clock = { offset: 0 };
    const running = await startSandbox({
      seed: parseSeed(SEED, 'storage'),
      now: () => new Date(Date.now() + clock.offset),
      report: (error) => {
        throw error instanceof Error ? error : new Error(String(error));
      },
    });
    return new StorageWorld(clock, running);
  }

  get url(): string {
    return this.running.url;
  }

  /** Moves the sandbox's clock; clients made from now on sign by it, and each is good for one call. */
  laterByDays(days: number): void {
    this.clock.offset += days * 24 * 3_600_000;
  }

  /** What every client of the AWS SDK is made with. */
  options(who: keyof typeof KEYS, region = 'us-east-1') {
    return {
      endpoint: this.url,
      region,
      credentials: KEYS[who],
      maxAttempts: 1,
      systemClockOffset: this.clock.offset,
    };
  }

  async stop(): Promise<void> {
    await this.running.stop();
  }
}

/** What a call that must fail was answered. */
export interface Refused {
  readonly code: string;
  readonly status: number | undefined;
  readonly message: string;
}

/** The refusal of a call that must fail; a call that is answered is a failure. */
export async function refusalOf(call: Promise<unknown>): Promise<Refused> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
    return { code: name, status: $metadata?.httpStatusCode, message };
  }
  throw new Error('the call was answered, and should have been refused');
}
