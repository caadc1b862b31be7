import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { isPublic, type AnyRequestContract, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import type { Binding } from './binding.js';

type Handler<C extends AnyRequestContract> = (request: RequestOf<C>, actor: VerifiedActor) => Promise<ReplyOf<C>>;

/**
 * Binds a controller's method to a request contract: the host subscribes the subject, verifies the actor, checks
 * permission, request and reply, opens the span, and writes the log line. A method of other types does not compile.
 * A method for a public contract takes the request only, because there is no actor to verify.
 *
 * @example @Handles(issueCredentials) handle(request, actor) { return this.issueCredentials.execute(request, actor); }
 */
export function Handles<C extends AnyRequestContract>(contract: C) {
  return <H extends Handler<C>>(target: object, key: string, descriptor: TypedPropertyDescriptor<H>): void => {
    if (isPublic(contract.permission) && (descriptor.value?.length ?? 0) > 1) {
      throw new Error(`${contract.subject} is public: ${key} has no actor, take the request only.`);
    }
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    MessagePattern(contract.subject, { handles: contract } satisfies Binding)(target, key, descriptor);
  };
}
