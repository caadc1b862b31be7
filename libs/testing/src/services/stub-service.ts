import { Controller, Module } from '@nestjs/common';
import { defineService, type AnyRequestContract, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles, type RunningService } from '@gatehouse/service-host';
import { testService, type TestServiceOptions } from './test-service.js';

type Answer<C extends AnyRequestContract> = (request: RequestOf<C>, actor: VerifiedActor) => Promise<ReplyOf<C>>;

/** One contract and how the stub answers it. */
export interface StubbedAnswer {
  readonly contract: AnyRequestContract;
  readonly bind: (target: object, key: string) => void;
}

/** How the stub answers a contract; an answer that does not fit the contract's schema fails as a real one would. */
export function answers<C extends AnyRequestContract>(contract: C, answer: Answer<C>): StubbedAnswer {
  return {
    contract,
    bind: (target, key) => {
      const descriptor = { value: answer, writable: true, enumerable: true, configurable: true };
      Object.defineProperty(target, key, descriptor);
      Handles(contract)(target, key, descriptor);
    },
  };
}

/**
 * Stands in for another service by contract: real host, real checks of actor, request and reply; only what it answers
 * is made up.
 *
 * @example await stubService('inventory', [answers(findPrincipal, async ({ arn }) => …)], { natsUrl, actors });
 */
export function stubService(
  name: string,
  stubbed: readonly StubbedAnswer[],
  options: Pick<TestServiceOptions, 'natsUrl' | 'actors'>,
): Promise<RunningService> {
  class StubController {}
  stubbed.forEach(({ bind }, index) => bind(StubController.prototype, `answer${index}`));
  Controller()(StubController);
  class StubModule {}
  Module({ controllers: [StubController] })(StubModule);
  const manifest = defineService({
    name,
    summary: `Stands in for ${name} in a test.`,
    handles: stubbed.map(({ contract }) => contract),
    calls: [],
    publishes: [],
    subscribes: [],
  });
  return testService({ ...options, manifest, module: StubModule });
}
