import { isAbsence, isDenial, isRefusalOfOne } from './aws-answer.rules.js';

/** A part of a resource that has to be asked for by itself. */
export interface DetailQuestion<T> {
  /** What the resource's page calls the part, e.g. `policy`. */
  readonly part: string;
  /** AWS's codes for "there is none". */
  readonly absentCodes?: readonly string[];
  /** Whether a reader's role may lack the permission, too: a role that is older than the question still reads the rest. */
  readonly isOptional?: boolean;
  readonly ask: () => Promise<T>;
}

/**
 * Asks for the parts of one resource. A part that is absent, or that AWS refuses to show us for this resource, is null;
 * refused ones are named in `settings`, so that nobody takes them for absent.
 */
export class ResourceDetails {
  readonly #unreadable: string[] = [];

  async of<T>({ part, absentCodes = [], isOptional = false, ask }: DetailQuestion<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      if (isAbsence(error, absentCodes)) return null;
      if (!(isOptional ? isDenial(error) : isRefusalOfOne(error))) throw error;
      this.#unreadable.push(part);
      return null;
    }
  }

  /** To be merged into the resource's settings: which parts AWS refuses to show us. */
  get settings(): { readonly unreadable?: readonly string[] } {
    return this.#unreadable.length === 0 ? {} : { unreadable: [...this.#unreadable].sort() };
  }
}

/** What `ask` brings; null when AWS says by one of the codes that the resource is gone. */
export async function unlessGone<T>(codes: readonly string[], ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (isAbsence(error, codes)) return null;
    throw error;
  }
}
