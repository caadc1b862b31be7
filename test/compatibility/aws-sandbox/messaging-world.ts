import { parseSeed } from '../../../apps/aws-sandbox/src/seed/read-seed.js';
import { type RunningSandbox, startSandbox } from '../../../apps/aws-sandbox/src/start-sandbox.js';

/** Two accounts of one organization. In the first an administrator and somebody without permissions. */
const SEED = `
organization: { id: o-messaging01, managementAccount: '111111111111', hubAccount: '111111111111' }
documents:
  everything: { Statement: [{ Effect: Allow, Action: '*', Resource: '*' }] }
accounts:
  - { id: '111111111111', name: management, email: m@example.com }
  - id: '222222222222'
    name: shop
    email: shop@example.com
    users:
      - { name: admin, inline: { all: everything }, accessKeys: [{ id: AKIASHOPADMINFORSPEC, secret: secret-of-the-shop-admin }] }
      - { name: nobody, accessKeys: [{ id: AKIASHOPNOBODYFORSPE, secret: secret-of-the-shop-nobody }] }
  - id: '333333333333'
    name: bank
    email: bank@example.com
    users:
      - { name: admin, inline: { all: everything }, accessKeys: [{ id: AKIABANKADMINFORSPEC, secret: secret-of-the-bank-admin }] }
`;

export const SHOP = '222222222222';
export const BANK = '333333333333';

/** The sandbox in this process, its clock in the test's hands. */
export class MessagingWorld {
  private offset = 0;

  private constructor(private readonly running: RunningSandbox) {}

  static async start(): Promise<MessagingWorld> {
    const world: { made?: MessagingWorld } = {};
    const running = await startSandbox({
      seed: parseSeed(SEED, 'messaging'),
      now: () => new Date(Date.now() + (world.made?.offset ?? 0)),
      report: (error) => {
        throw error instanceof Error ? error : new Error(String(error));
      },
    });
    world.made = new MessagingWorld(running);
    return world.made;
  }

  get url(): string {
    return this.running.url;
  }

  /** Moves the sandbox's clock. Signatures are still good for a quarter of an hour. */
  later(seconds: number): void {
    this.offset += seconds * 1000;
  }

  stop(): Promise<void> {
    return this.running.stop();
  }

  /** What a client of somebody's needs. */
  clientFor(who: keyof typeof KEYS, region = 'us-east-1') {
    return { endpoint: this.url, region, credentials: KEYS[who], maxAttempts: 1 };
  }
}

const KEYS = {
  shopAdmin: { accessKeyId: 'AKIASHOPADMINFORSPEC', secretAccessKey: 'secret-of-the-shop-admin' },
  shopNobody: { accessKeyId: 'AKIASHOPNOBODYFORSPE', secretAccessKey: 'secret-of-the-shop-nobody' },
  bankAdmin: { accessKeyId: 'AKIABANKADMINFORSPEC', secretAccessKey: 'secret-of-the-bank-admin' },
} as const;

/** What a client makes of a refusal. */
export interface Refusal {
  /** The code that clients of the query protocol knew. */
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
}

/** The refusal of a call that must fail. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    const {
      name,
      message,
      Code,
      Error: inner,
      $metadata,
    } = error as Error & {
      Code?: string;
      Error?: { Code?: string };
      $metadata?: { httpStatusCode?: number };
    };
    return { name, message, code: Code ?? inner?.Code ?? name, status: $metadata?.httpStatusCode };
  }
  throw new Error('the call was answered, and should have been refused');
}
