import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineEvent, defineRequest, type DataOf, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from './handles.js';
import { Subscribes } from './subscribes.js';

const greet = defineRequest({
  subject: 'rpc.greeter.v1.greet',
  summary: 'Greets.',
  permission: 'credentials.read',
  request: z.object({ name: z.string() }),
  reply: z.object({ text: z.string() }),
  failures: {},
});
const greeted = defineEvent({
  subject: 'evt.greeter.v1.greeted',
  summary: 'Somebody was greeted.',
  since: '0.1.0',
  data: z.object({ name: z.string() }),
  example: { name: 'Ada' },
});

class Fitting {
  @Handles(greet)
  async withActor({ name }: RequestOf<typeof greet>, { id }: VerifiedActor): Promise<ReplyOf<typeof greet>> {
    return { text: `${name} ${id}` };
  }

  @Handles(greet)
  async withoutActor({ name }: RequestOf<typeof greet>): Promise<ReplyOf<typeof greet>> {
    return { text: name };
  }

  @Subscribes(greeted, 'remember')
  async remember({ name }: DataOf<typeof greeted>): Promise<void> {
    expect(name).toBeDefined();
  }
}

class Unfitting {
  // @ts-expect-error the request has a name, not an age
  @Handles(greet)
  async wrongRequest({ age }: { age: number }): Promise<ReplyOf<typeof greet>> {
    return { text: String(age) };
  }

  // @ts-expect-error the reply is a text
  @Handles(greet)
  async wrongReply(): Promise<{ text: number }> {
    return { text: 1 };
  }

  // @ts-expect-error the actor is no number
  @Handles(greet)
  async wrongActor(_request: RequestOf<typeof greet>, actor: number): Promise<ReplyOf<typeof greet>> {
    return { text: String(actor) };
  }

  // @ts-expect-error the data has a name
  @Subscribes(greeted, 'forget')
  async wrongData({ age }: { age: number }): Promise<void> {
    expect(age).toBeDefined();
  }
}

describe('a method whose types differ from its contract', () => {
  it('does not compile', () => {
    expect([Fitting, Unfitting]).toHaveLength(2);
  });
});
