import { Controller } from '@nestjs/common';
import { signInAsDemoPerson, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { SignInAsDemoPerson } from './sign-in-as-demo-person.use-case.js';

@Controller()
export class SignInAsDemoPersonHandler {
  constructor(private readonly useCase: SignInAsDemoPerson) {}

  @Handles(signInAsDemoPerson)
  handle(request: RequestOf<typeof signInAsDemoPerson>): Promise<ReplyOf<typeof signInAsDemoPerson>> {
    return this.useCase.execute(request);
  }
}
