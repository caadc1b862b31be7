import { parseSeed } from '../../../apps/aws-sandbox/src/seed/read-seed.js';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../../apps/aws-sandbox/src/start-sandbox.js';

/** Long-lived keys of a user. */
export interface UserKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What a call that must fail was answered. */
export interface Refused {
  readonly code: string;
  readonly status: number | undefined;
  readonly message: string;
}

const keysOf = (name: string): UserKeys => ({
  accessKeyId: `AKIA${name.toUpperCase().padEnd(16, 'X')}`,
  secretAccessKey: `secret-of-${name}-for-the-specs`,
});

const user = (name: string, more: string): string => {
  const { accessKeyId, secretAccessKey } = keysOf(name);
  return `{ name: ${name}, accessKeys: [{ id: ${accessKeyId}, secret: ${secretAccessKey} }], ${more} }`;
};

const ADMINISTRATOR = "attached: ['aws:AdministratorAccess']";

/** Account 111111111111 manages, 222222222222 is `home`, 333333333333 its neighbour. `more` goes under `home`. */
function seedOf(more: string, organization: string): string {
  return `
organization: { id: o-twoaccounts, managementAccount: '111111111111', hubAccount: '111111111111'${organization} }
awsPolicies:
  - { name: AdministratorAccess, document: { Statement: [{ Effect: Allow, Action: '*', Resource: '*' }] } }
accounts:
  - { id: '111111111111', name: management, email: management@example.com, users: [${user('manager', ADMINISTRATOR)}] }
  - id: '222222222222'
    name: home
    email: home@example.com
    users: [${user('owner', ADMINISTRATOR)}, ${user('nobody', 'tags: { kind: nobody }')}]
${more}
  - { id: '333333333333', name: neighbour, email: neighbour@example.com, users: [${user('neighbour', ADMINISTRATOR)}] }
`;
}

/** A sandbox of two accounts in this process, its clock in the spec's hands. */
export class TwoAccounts {
  readonly manager = keysOf('manager');
  /** Administrator of account 222222222222. */
  readonly owner = keysOf('owner');
  /** A user of account 222222222222 without any permission. */
  readonly nobody = keysOf('nobody');
  /** Administrator of account 333333333333. */
  readonly neighbour = keysOf('neighbour');

  private constructor(readonly running: RunningSandbox) {}

  /** `more` is YAML of the account `home`, indented by four; `organization` goes on in the braces of the organization. */
  static async start(more = '', organization = '', options: SandboxOptions = {}): Promise<TwoAccounts> {
    const failures = {
      report: (error: unknown) => {
        throw error instanceof Error ? error : new Error(String(error));
      },
    };
    return new TwoAccounts(
      await startSandbox({ seed: parseSeed(seedOf(more, organization), 'two accounts'), ...failures, ...options }),
    );
  }

  /** What every client of the AWS SDK is made with. */
  options(credentials: UserKeys, region = 'us-east-1') {
    return { endpoint: this.running.url, region, credentials, maxAttempts: 1 };
  }

  async stop(): Promise<void> {
    await this.running.stop();
  }
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
