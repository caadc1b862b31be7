import { JsonShapeDeserializer2, JsonShapeSerializer2 } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';

import { AwsError } from './aws-error.js';
import {
  type MemberPlace,
  UnreadableMember,
  headersOf,
  placeOf,
  readHeader,
  readQuery,
  readText,
} from './http-members.js';
import { misfit } from './member-types.rules.js';
import type { Protocol, SigningFailure } from './protocol.js';
import { type PathRoute, labelsOf, matchPath, pathRoutesOf } from './rest-json-routing.rules.js';
import {
  type AnySchema,
  type OperationSchema,
  type ServiceModel,
  inputOf,
  outputOf,
  requiredMembersOf,
} from './schema.js';
import { jsonSigningError } from './signing-error.rules.js';
import { missingMember, validationMessage } from './validation.rules.js';
import type { WireReply, WireRequest } from './wire.js';

const JSON_TYPE = 'application/json';
const SETTINGS = { timestampFormat: { useTrait: true, default: 7 }, jsonName: true } as const;

/** What differs between services that speak REST-JSON. */
export interface RestJsonOptions {
  /** The code for a request that breaks the model: `ValidationException` unless the service has another. */
  readonly invalidCode?: string;
  /** More members of that error's body, as Access Analyzer has `reason`. */
  readonly invalidDetails?: Readonly<Record<string, string>>;
  /** How the service writes the member with the sentence: `message` unless it has `Message`. */
  readonly messageMember?: 'message' | 'Message';
}

type Values = Record<string, unknown>;
type Member = readonly [string, NormalizedSchema];

/** The parts of a request that members are read from. */
interface Sources {
  readonly request: WireRequest;
  readonly labels: Readonly<Record<string, string>>;
  readonly body: Values;
}

/** REST-JSON (Lambda, Access Analyzer, SES v2): members travel in path, query, headers and a JSON body. */
export class RestJsonProtocol implements Protocol {
  private readonly routes: readonly PathRoute[];
  private readonly bySchema: ReadonlyMap<OperationSchema, PathRoute>;
  private readonly reader = new JsonShapeDeserializer2(SETTINGS);
  private readonly bodySchemas = new Map<OperationSchema, AnySchema>();

  constructor(
    private readonly model: Pick<ServiceModel, 'namespace' | 'operations'>,
    private readonly options: RestJsonOptions = {},
  ) {
    this.routes = pathRoutesOf(model.operations);
    this.bySchema = new Map(this.routes.map((route) => [route.schema, route]));
  }

  operationOf(request: WireRequest): OperationSchema {
    const route = matchPath(this.routes, request);
    if (route === undefined) throw unknownOperation();
    return route.schema;
  }

  async read(schema: OperationSchema, request: WireRequest): Promise<object> {
    const ns = inputOf(schema);
    if (ns.isUnitSchema()) return {};
    const input = await this.gather(schema, request);
    const wrong = misfit(ns, input);
    if (wrong !== undefined) throw unfit(wrong);
    const missing = requiredMembersOf(ns).filter((member) => input[member] === undefined);
    if (missing.length === 0) return input;
    throw this.invalid(validationMessage(missing.map((member) => missingMember(member))));
  }

  write(schema: OperationSchema, output: object, requestId: string): WireReply {
    const values = output as Values;
    const members = membersOf(outputOf(schema));
    const status = statusOf(schema, members, values);
    const headers: Record<string, string> = { 'x-amzn-requestid': requestId };
    for (const [name, member] of members) {
      if (placeOf(member) === 'headers') Object.assign(headers, headersOf(member, values[name]));
    }
    if (status === 204) return { status, headers, body: '' };
    const payload = members.find(([, member]) => placeOf(member) === 'payload');
    if (payload === undefined) {
      return { status, headers: { 'content-type': JSON_TYPE, ...headers }, body: this.writeBody(schema, values) };
    }
    const type = payload[1].isBlobSchema() ? 'application/octet-stream' : JSON_TYPE;
    return {
      status,
      headers: { 'content-type': type, ...headers },
      body: writePayload(payload[1], values[payload[0]]),
    };
  }

  writeError(error: AwsError, requestId: string): WireReply {
    const message = error.message === '' ? {} : { [this.options.messageMember ?? 'message']: error.message };
    return {
      status: error.status,
      headers: {
        'content-type': JSON_TYPE,
        'x-amzn-requestid': requestId,
        'x-amzn-errortype': error.code,
        ...error.headers,
      },
      body: JSON.stringify({ ...message, ...error.details }),
    };
  }

  notInSandbox(): AwsError {
    return unknownOperation();
  }

  accessDenied(message: string): AwsError {
    return new AwsError('AccessDeniedException', message, { status: 403 });
  }

  signingError(failure: SigningFailure): AwsError {
    const { code, message } = jsonSigningError(failure);
    return new AwsError(code, message, { status: 403 });
  }

  internalError(): AwsError {
    return new AwsError('InternalServerException', 'The request processing has failed because of an unknown error.', {
      status: 500,
      fault: 'Receiver',
    });
  }

  private invalid(message: string): AwsError {
    const { invalidCode = 'ValidationException', invalidDetails = {} } = this.options;
    return new AwsError(invalidCode, message, { details: invalidDetails });
  }

  private async gather(schema: OperationSchema, request: WireRequest): Promise<Values> {
    const ns = inputOf(schema);
    const members = membersOf(ns);
    const hasBody = members.some(([, member]) => placeOf(member) === 'body');
    const body = hasBody ? await this.parse(ns, request.body) : {};
    const labels = labelsOf(this.bySchema.get(schema)?.segments ?? [], request.path);
    const input: Values = {};
    for (const [name, member] of members) {
      const value = await this.readMember([name, member], { request, labels, body });
      if (value !== undefined && value !== null) input[name] = value;
    }
    return input;
  }

  private async readMember([name, member]: Member, from: Sources): Promise<unknown> {
    const readers: Readonly<Record<MemberPlace, () => unknown>> = {
      label: () => readText(member, from.labels[name] ?? ''),
      query: () => readQuery(member, from.request),
      headers: () => readHeader(member, from.request),
      payload: () => this.readPayload(member, from.request.body),
      status: () => undefined,
      body: () => from.body[name],
    };
    try {
      return await readers[placeOf(member)]();
    } catch (error) {
      if (error instanceof UnreadableMember) throw unfit(name);
      throw error;
    }
  }

  private readPayload(member: NormalizedSchema, body: Uint8Array): unknown {
    if (body.byteLength === 0) return undefined;
    if (member.isBlobSchema()) return body;
    return member.isStringSchema() ? Buffer.from(body).toString('utf8') : this.parse(member, body);
  }

  private async parse(ns: NormalizedSchema, body: Uint8Array): Promise<Values> {
    const text = Buffer.from(body).toString('utf8').trim();
    if (text === '') return {};
    const problem = 'The body of the request is not the JSON object that the operation takes.';
    // The reader would take a list for a structure without members.
    if (!text.startsWith('{')) throw serialisation(problem);
    try {
      return (await this.reader.read(ns, text)) as Values;
    } catch {
      throw serialisation(problem);
    }
  }

  private writeBody(schema: OperationSchema, values: Values): string | Uint8Array {
    const ns = outputOf(schema);
    if (ns.isUnitSchema()) return '';
    const writer = new JsonShapeSerializer2(SETTINGS);
    writer.write(this.bodySchemaOf(schema), values);
    return writer.flush();
  }

  /** The output without the members that travel elsewhere. */
  private bodySchemaOf(schema: OperationSchema): AnySchema {
    const known = this.bodySchemas.get(schema);
    if (known !== undefined) return known;
    const members = [...outputOf(schema).structIterator()].filter(([, member]) => placeOf(member) === 'body');
    const names = members.map(([name]) => name);
    const body = [3, this.model.namespace, `${schema[2]}Body`, 0, names, members.map(([, member]) => member)];
    this.bodySchemas.set(schema, body as unknown as AnySchema);
    return body as unknown as AnySchema;
  }
}

function writePayload(member: NormalizedSchema, value: unknown): string | Uint8Array {
  if (value === undefined || value === null) return '';
  if (member.isBlobSchema() || member.isStringSchema()) return value as string | Uint8Array;
  const writer = new JsonShapeSerializer2(SETTINGS);
  writer.write(member, value);
  return writer.flush();
}

function membersOf(ns: NormalizedSchema): readonly Member[] {
  return ns.isUnitSchema() ? [] : [...ns.structIterator()];
}

/** The status of the model, unless the operation itself answers with one. */
function statusOf(schema: OperationSchema, members: readonly Member[], values: Values): number {
  const bound = members.find(([, member]) => placeOf(member) === 'status');
  const status = bound === undefined ? undefined : values[bound[0]];
  if (typeof status === 'number') return status;
  return (schema[3] as { readonly http?: readonly [string, string, number] }).http?.[2] ?? 200;
}

function unfit(member: string): AwsError {
  return serialisation(`The value of ${member} is not of its type.`);
}

function serialisation(message: string): AwsError {
  return new AwsError('SerializationException', message);
}

function unknownOperation(): AwsError {
  return new AwsError('UnknownOperationException', '', { status: 404 });
}
