import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { AnyEventContract, DataOf } from '@gatehouse/contracts';
import type { EventMeta } from '@gatehouse/messaging';
import { patternOf, type Binding } from './binding.js';

type Subscriber<E extends AnyEventContract> = (data: DataOf<E>, meta: EventMeta) => Promise<void>;

/**
 * Binds a controller's method to an event, as the durable consumer `<service>--<purpose>`. The method is called at
 * least once for each event; when it throws, the event comes back after 1 s, 10 s, 1 min and 10 min, and then goes to
 * the dead letters. Remember `meta.id` in the same transaction as the effect.
 *
 * @example @Subscribes(accountRefreshed, 'index-eligibility') handle(data) { return this.index.execute(data); }
 */
export function Subscribes<E extends AnyEventContract>(event: E, purpose: string) {
  return <S extends Subscriber<E>>(target: object, key: string, descriptor: TypedPropertyDescriptor<S>): void => {
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    const bind = EventPattern(patternOf(event, purpose), { subscribes: { event, purpose } } satisfies Binding);
    // Nest types its decorator for methods of any data; ours are narrower.
    (bind as MethodDecorator)(target, key, descriptor);
  };
}
