import { AWS_OWNER } from '../resource/observed-resource.js';
import { consoleUrlOf, type ConsoleSubject } from './console-url.rules.js';

/** Pages of resources in this installation's AWS console. */
export class ConsolePages {
  /** `consoleUrl` ends in a slash. */
  constructor(private readonly consoleUrl: string) {}

  /** Null for what has no page, and for what AWS itself owns: that is in no account to open the console of. */
  of(subject: ConsoleSubject): string | null {
    return subject.accountId === AWS_OWNER ? null : consoleUrlOf(subject, this.consoleUrl);
  }
}
