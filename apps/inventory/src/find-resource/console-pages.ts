import { consoleUrlOf, type ConsoleSubject } from './console-url.rules.js';

/** Pages of resources in this installation's AWS console. */
export class ConsolePages {
  /** `consoleUrl` ends in a slash. */
  constructor(private readonly consoleUrl: string) {}

  /** Null for what has no page. */
  of(subject: ConsoleSubject): string | null {
    return consoleUrlOf(subject, this.consoleUrl);
  }
}
