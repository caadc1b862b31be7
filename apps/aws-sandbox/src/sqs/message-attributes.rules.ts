import type { AwsError } from '../protocol/aws-error.js';
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
  return typedAttributes(input, invalidParameterValue);
}

/** Reads attributes of any number; `refuse` makes the service's own error. */
export function typedAttributes(input: AttributesInput, refuse: Refuse): ReadonlyMap<string, MessageAttribute> {
  return new Map(Object.entries(input).map(([name, each]) => [name, readAttribute(name, each, refuse)]));
}

type Refuse = (message: string) => AwsError;

function readAttribute(name: string, attribute: AttributeInput, refuse: Refuse): MessageAttribute {
  const { DataType: dataType = '' } = attribute;
  if (!isName(name)) throw refuse(`The message attribute name '${name}' is invalid.`);
  if (!/^(?:String|Number|Binary)(?:\.[^\s]{1,249})?$/u.test(dataType)) {
    throw refuse(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = valueOf(attribute, dataType);
  if (value === undefined) {
    throw refuse(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${dataType}'.`,
    );
  }
  if (dataType.startsWith('Number') && !isNumber(value.stringValue ?? '')) {
    throw refuse(`Could not cast message attribute '${name}' value to number.`);
  }
  return { dataType, ...value };
}

function valueOf({ StringValue = '', BinaryValue }: AttributeInput, dataType: string) {
  if (!dataType.startsWith('Binary')) return StringValue === '' ? undefined : { stringValue: StringValue };
  const empty = BinaryValue === undefined || BinaryValue.byteLength === 0;
  return empty ? undefined : { binaryValue: new Uint8Array(BinaryValue) };
}

/** Up to 256 characters; not as AWS's own names, no dot at either end, no two in a row. */
function isName(name: string): boolean {
  return /^(?!\.)(?!.*\.\.)(?!.*\.$)[\w.-]{1,256}$/u.test(name) && !/^(?:aws|amazon)\./iu.test(name);
}

function isNumber(text: string): boolean {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text);
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
