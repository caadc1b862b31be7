import { invalidParameterValue } from './sqs-errors.js';
import type { MessageAttribute } from './sqs-state.js';

interface AttributeInput {
  readonly DataType?: string | undefined;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: Uint8Array | undefined;
}

export type AttributesInput = Readonly<Record<string, AttributeInput>>;

const MAX_ATTRIBUTES = 10;

/** Reads the attributes of a message, or refuses them (SQS Developer Guide, "Amazon SQS message metadata"). */
export function readMessageAttributes(input: AttributesInput = {}): ReadonlyMap<string, MessageAttribute> {
  const entries = Object.entries(input);
  if (entries.length > MAX_ATTRIBUTES) {
    throw invalidParameterValue(
      `Number of message attributes [${String(entries.length)}] exceeds the allowed maximum [10].`,
    );
  }
  return new Map(entries.map(([name, attribute]) => [name, readAttribute(name, attribute)]));
}

function readAttribute(name: string, attribute: AttributeInput): MessageAttribute {
  refuseBadName(name);
  const { DataType: dataType = '' } = attribute;
  if (!/^(?:String|Number|Binary)(?:\.[^\s]{1,249})?$/u.test(dataType)) {
    throw invalidParameterValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  return dataType.startsWith('Binary')
    ? { dataType, binaryValue: bytesOf(name, dataType, attribute) }
    : { dataType, stringValue: textOf(name, dataType, attribute) };
}

function bytesOf(name: string, dataType: string, { BinaryValue }: AttributeInput): Uint8Array {
  if (BinaryValue === undefined || BinaryValue.byteLength === 0) throw empty(name, dataType);
  return new Uint8Array(BinaryValue);
}

function textOf(name: string, dataType: string, { StringValue = '' }: AttributeInput): string {
  if (StringValue === '') throw empty(name, dataType);
  if (dataType.startsWith('Number') && !isNumber(StringValue)) {
    throw invalidParameterValue(`Could not cast message attribute '${name}' value to number.`);
  }
  return StringValue;
}

/** Up to 256 characters; not as AWS's own names, no dot at either end, no two in a row. */
function refuseBadName(name: string): void {
  const wellFormed = /^(?!\.)(?!.*\.\.)(?!.*\.$)[\w.-]{1,256}$/u.test(name);
  if (wellFormed && !/^(?:aws|amazon)\./iu.test(name)) return;
  throw invalidParameterValue(`The message attribute name '${name}' is invalid.`);
}

function isNumber(text: string): boolean {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text);
}

function empty(name: string, dataType: string) {
  return invalidParameterValue(
    `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${dataType}'.`,
  );
}

/** The attributes that a receiver asks for: names, `All`, or a beginning with `.*`. */
export function chosenAttributes(
  attributes: ReadonlyMap<string, MessageAttribute>,
  names: readonly string[],
): ReadonlyMap<string, MessageAttribute> {
  return new Map([...attributes].filter(([name]) => names.some((asked) => asksFor(asked, name))));
}

function asksFor(asked: string, name: string): boolean {
  if (asked === 'All' || asked === name) return true;
  return asked.endsWith('.*') && name.startsWith(asked.slice(0, -2));
}
