import { Controller } from '@nestjs/common';
import { signOut, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { SignOut } from './sign-out.use-case.js';

@Controller()
export class SignOutHandler {
  constructor(private readonly useCase: SignOut) {}

  @Handles(signOut)
  handle(request: RequestOf<typeof signOut>): Promise<ReplyOf<typeof signOut>> {
    return this.useCase.execute(request);
  }
}
