import { Controller } from '@nestjs/common';
import { listSignInMethods, type ReplyOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { PersonDirectory } from '../person/person-directory.js';

@Controller()
export class ListSignInMethodsHandler {
  constructor(private readonly people: PersonDirectory) {}

  @Handles(listSignInMethods)
  handle(): Promise<ReplyOf<typeof listSignInMethods>> {
    const demoPeople = this.people
      .demoPeople()
      .map(({ personId, displayName, role, description }) => ({ personId, displayName, role, description }));
    return Promise.resolve({ demoPeople });
  }
}
