import { compilePolicyText, type CompiledPolicy } from '../evaluate/compile-policy.js';
import { NO } from '../match/truth.js';
import type { PolicyKind } from '../parse/ast.js';
import { KIND_RULES } from '../parse/kind-rules.js';
import { BytePieces, ENCODER } from './byte-pieces.js';
import { answerOf, type DocumentAnswer, type PreparedQuestion } from './document-answer.js';
import type { IndexedDocument, PolicyText } from './indexed-document.js';
import { NONE } from './numbers-by-hash.js';
import { SpokenServices } from './spoken-services.js';
import { TextTable } from './text-table.js';
import { withRoom } from './with-room.js';

/**
 * Bytes of text that are kept compiled besides, of more than ten thousand documents of the usual length. A byte of text is
 * compiled to six on the heap, through which the garbage collector goes again and again: this much costs it some 20 ms
 * each time. To compile a document again takes some 30 µs, when somebody asks.
 */
const COMPILED_BYTES = 4 * 2 ** 20;

const KINDS = Object.keys(KIND_RULES) as PolicyKind[];
const SILENT: DocumentAnswer = { allows: NO, denies: NO };
const NO_TEXT = new Uint8Array(0);

/** Documents by number, each kept once: their texts apart from the heap, and compiled as far as there is room. */
export class DocumentStore {
  readonly #ids = new TextTable();
  /** Empty for one that was given compiled. */
  readonly #texts = new BytePieces();
  /** Places in `KINDS`. */
  #kinds = new Uint8Array(8);
  readonly #services = new SpokenServices();
  /** Those given so, and the first that there was room for. */
  readonly #compiled = new Map<number, CompiledPolicy>();
  #room: number;

  /** `room`: bytes of text that are kept compiled besides. */
  constructor(room = COMPILED_BYTES) {
    this.#room = room;
  }

  get size(): number {
    return this.#texts.size;
  }

  has(id: string): boolean {
    return this.#ids.find(id) !== NONE;
  }

  /** A document's number; one that was never seen is read and gets the next. */
  numberOf({ id, read }: IndexedDocument): number {
    const known = this.#ids.find(id);
    if (known !== NONE) return known;
    const source = read();
    const number = this.#ids.numberOf(id);
    if ('text' in source) this.#addText(number, source);
    else this.#addCompiled(number, source);
    return number;
  }

  policy(number: number): CompiledPolicy {
    return this.#compiled.get(number) ?? this.#compile(number);
  }

  /** What documents say to a question, as long as none is added; most say nothing of the service, and are not compiled. */
  answers(question: PreparedQuestion): (number: number) => DocumentAnswer {
    const speaks = this.#services.speaksOf(question.request.service);
    return (number) => (speaks(number) ? answerOf(this.policy(number), question) : SILENT);
  }

  #addText(number: number, { kind, text }: PolicyText): void {
    const bytes = ENCODER.encode(text);
    this.#texts.add(bytes);
    this.#kinds = withRoom(this.#kinds, number + 1);
    this.#kinds[number] = KINDS.indexOf(kind);
    const policy = this.#compile(number);
    this.#services.add(number, policy);
    if (bytes.length > this.#room) return;
    this.#room -= bytes.length;
    this.#compiled.set(number, policy);
  }

  #addCompiled(number: number, policy: CompiledPolicy): void {
    this.#texts.add(NO_TEXT);
    this.#services.add(number, policy);
    this.#compiled.set(number, policy);
  }

  /** The text is read again, and not held, by who asks what a statement says. */
  #compile(number: number): CompiledPolicy {
    const kind = KINDS[this.#kinds[number] ?? 0] ?? 'identity';
    return compilePolicyText(() => this.#texts.text(number), { id: this.#ids.text(number), kind });
  }
}
