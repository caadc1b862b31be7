import type { Person } from '@gatehouse/contracts';
import { DEMO_PEOPLE, type DemoPerson } from './demo-people.js';
import { describePerson, type PrivilegedGroups } from './person.rules.js';

/** Where people come from. */
export interface PersonSources {
  /** True only while the embedded organization is in use. */
  readonly demo: boolean;
  readonly privilegedGroups: PrivilegedGroups;
}

/** Everybody who may have a session here, with what their groups are worth by today's configuration. */
export class PersonDirectory {
  readonly #sources: PersonSources;

  constructor(sources: PersonSources) {
    this.#sources = sources;
  }

  /** The people whom anybody may sign in as; none outside the embedded organization. */
  demoPeople(): readonly DemoPerson[] {
    return this.#sources.demo ? DEMO_PEOPLE : [];
  }

  find(personId: string): Person | undefined {
    const known = this.demoPeople().find((person) => person.personId === personId.toLowerCase());
    return known && describePerson(known, this.#sources.privilegedGroups);
  }

  /** Whether anybody may sign in as a demo person at all. */
  get offersDemo(): boolean {
    return this.#sources.demo;
  }
}
