import type { AnyRequestContract, ReplyOf, RequestInputOf } from '@gatehouse/contracts';
import { connectNats, ServiceClient, type VerifiedActor } from '@gatehouse/messaging';

/** Calls services as a test, through the same client as services do. */
export interface TestCaller {
  call<C extends AnyRequestContract>(
    contract: C,
    actor: VerifiedActor,
    request: RequestInputOf<C>,
  ): Promise<ReplyOf<C>>;
  stop(): Promise<void>;
}

/** A caller that may use these contracts. */
export async function testCaller(natsUrl: string, calls: readonly AnyRequestContract[]): Promise<TestCaller> {
  const connection = await connectNats({ url: natsUrl, name: 'test' });
  const client = new ServiceClient(connection, { name: 'test', calls });
  return {
    call: (contract, actor, request) => client.call(contract, actor, request),
    stop: () => connection.close(),
  };
}
