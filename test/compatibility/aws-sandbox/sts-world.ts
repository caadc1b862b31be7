import { type Credentials, STSClient } from '@aws-sdk/client-sts';

import { parseSeed } from '../../../apps/aws-sandbox/src/seed/read-seed.js';
import { type RunningSandbox, startSandbox } from '../../../apps/aws-sandbox/src/start-sandbox.js';

/** Keys of a user, or of a session with its token. */
export interface StsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const USER_KEYS = {
  /** Administrator of account 222222222222. */
  ada: { accessKeyId: 'AKIAADAFORTHESPECSXX', secretAccessKey: 'secret-of-ada-for-the-specs' },
  /** A user of the same account without permissions. */
  eve: { accessKeyId: 'AKIAEVEFORTHESPECSXX', secretAccessKey: 'secret-of-eve-for-the-specs' },
  /** Administrator of the management account, 111111111111. */
  boss: { accessKeyId: 'AKIABOSSFORTHESPECSX', secretAccessKey: 'secret-of-boss-for-the-specs' },
} as const;

const user = (name: keyof typeof USER_KEYS, more: string): string => {
  const { accessKeyId, secretAccessKey } = USER_KEYS[name];
  return `{ name: ${name}, accessKeys: [{ id: ${accessKeyId}, secret: ${secretAccessKey} }], ${more} }`;
};

/** One organization of two accounts; `home` is YAML of 222222222222, indented by four, `rest` of the whole seed. */
function seedOf(home: string, rest: string): string {
  return `
organization: { id: o-stsforspecs, managementAccount: '111111111111', hubAccount: '111111111111', units: [{ path: Workloads }] }
awsPolicies:
  - { name: AdministratorAccess, document: { Statement: [{ Effect: Allow, Action: '*', Resource: '*' }] } }
  - { name: AmazonS3ReadOnlyAccess, document: { Statement: [{ Effect: Allow, Action: ['s3:Get*', 's3:List*'], Resource: '*' }] } }
accounts:
  - { id: '111111111111', name: management, email: management@example.com, users: [${user('boss', "attached: ['aws:AdministratorAccess']")}] }
  - id: '222222222222'
    name: home
    email: home@example.com
    unit: Workloads
    users: [${user('ada', "tags: { team: payments }, attached: ['aws:AdministratorAccess']")}, ${user('eve', 'tags: { team: none }')}]
${home}
${rest}
`;
}

/** A sandbox in this process whose clock the spec moves. */
export class StsWorld {
  readonly keys = USER_KEYS;

  private constructor(
    private readonly clock: { offset: number },
    readonly running: RunningSandbox,
  ) {}

  static async start(home: string, rest = ''): Promise<StsWorld> {
    const clock = { offset: 0 };
    const running = await startSandbox({
      seed: parseSeed(seedOf(home, rest), 'the seed of the spec'),
      now: () => new Date(Date.now() + clock.offset),
      report: (error) => {
        throw error instanceof Error ? error : new Error(String(error));
      },
    });
    return new StsWorld(clock, running);
  }

  /** What clients are made with, whose clocks go right as of now. */
  options(credentials: StsKeys, region = 'us-east-1') {
    return { endpoint: this.running.url, region, credentials, maxAttempts: 1, systemClockOffset: this.clock.offset };
  }

  sts(credentials: StsKeys, region?: string): STSClient {
    return new STSClient(this.options(credentials, region));
  }

  /** The id of a unit. */
  unitNamed(name: string): string {
    const organizations = [...this.running.sandbox.world.organizations.values()];
    const node = organizations.flatMap(({ nodes }) => [...nodes.values()]).find((each) => each.name === name);
    if (node === undefined) throw new Error(`the seed has no unit ${name}`);
    return node.id;
  }

  now(): Date {
    return this.running.sandbox.now();
  }

  /** Moves the clock of the sandbox, and of clients made from now on. */
  later(seconds: number): void {
    this.clock.offset += seconds * 1_000;
  }

  async stop(): Promise<void> {
    await this.running.stop();
  }
}

/** Credentials of a reply in the form that clients take. */
export function keysOf(credentials: Credentials | undefined): StsKeys {
  return {
    accessKeyId: credentials?.AccessKeyId ?? '',
    secretAccessKey: credentials?.SecretAccessKey ?? '',
    sessionToken: credentials?.SessionToken ?? '',
  };
}
