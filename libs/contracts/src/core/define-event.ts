import type { z } from 'zod';

export interface EventContract<Subject extends `evt.${string}`, Data extends z.ZodType> {
  readonly kind: 'event';
  /** `evt.<service>.v<major>.<past-tense>`. */
  readonly subject: Subject;
  /** When it happens and what a subscriber may conclude. */
  readonly summary: string;
  /** Ids, the outcome and the facts a subscriber needs to decide whether to care. Never secrets, never documents. */
  readonly data: Data;
  /** The version of Gatehouse that first told it. */
  readonly since: string;
  /** One plausible event, shown in the docs and held to the schema by a test. */
  readonly example: z.input<Data>;
}

export type AnyEventContract = EventContract<`evt.${string}`, z.ZodType>;

export type DataOf<E extends AnyEventContract> = z.output<E['data']>;
export type DataInputOf<E extends AnyEventContract> = z.input<E['data']>;

/** Declares an event: a fact in the past tense, owned by the service in its subject. */
export function defineEvent<const Subject extends `evt.${string}`, Data extends z.ZodType>(
  definition: Omit<EventContract<Subject, Data>, 'kind'>,
): EventContract<Subject, Data> {
  return { kind: 'event', ...definition };
}
