import { Numbering } from './numbering.js';
import { SharedLines } from './shared-lines.js';

/** The numbers that all segments of an index have for what many resources share. */
export class Vocabulary {
  readonly accounts = new Numbering();
  /** Types and regions, as `kindKey` writes them. */
  readonly kinds = new Numbering();
  readonly lines = new SharedLines();
}
