import { JsonShapeDeserializer2, JsonShapeSerializer2 } from '@smithy/core/protocols';

import { AwsError } from './aws-error.js';
import { misfit } from './member-types.rules.js';
import type { Protocol, SigningFailure } from './protocol.js';
import {
  type OperationSchema,
  type ServiceModel,
  inputOf,
  operationName,
  outputOf,
  requiredMembersOf,
} from './schema.js';
import { jsonSigningError } from './signing-error.rules.js';
import { missingMember, validationMessage } from './validation.rules.js';
import { type WireReply, type WireRequest, headerValue } from './wire.js';

interface JsonOptions {
  /** `AWSOrganizationsV20161128` */
  readonly target: string;
  readonly version: '1.0' | '1.1';
  /** The code for a request that breaks the model; services differ. */
  readonly invalidCode?: string;
  /** The error for the first required member left out, where a service does not answer with a list of violations. */
  readonly missing?: (member: string) => AwsError;
}

const SETTINGS = { timestampFormat: { useTrait: true, default: 7 }, jsonName: false } as const;

/** AWS JSON 1.0 and 1.1: the operation in `X-Amz-Target`, JSON both ways. */
export class JsonProtocol implements Protocol {
  private readonly byName: ReadonlyMap<string, OperationSchema>;
  private readonly reader = new JsonShapeDeserializer2(SETTINGS);
  private readonly contentType: string;

  constructor(
    model: ServiceModel,
    private readonly options: JsonOptions,
  ) {
    this.byName = new Map(model.operations.map((schema) => [operationName(schema), schema]));
    this.contentType = `application/x-amz-json-${options.version}`;
  }

  operationOf(request: WireRequest): OperationSchema {
    // Some SDKs put a Java package before the target: `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents`.
    const [target, name] = (headerValue(request, 'x-amz-target') ?? '').split('.').slice(-2);
    const schema = target === this.options.target ? this.byName.get(name ?? '') : undefined;
    if (schema === undefined) throw unknownOperation();
    return schema;
  }

  async read(schema: OperationSchema, request: WireRequest): Promise<object> {
    const ns = inputOf(schema);
    const body = Buffer.from(request.body).toString('utf8');
    if (ns.isUnitSchema()) return {};
    const input = await this.parse(ns, body === '' ? '{}' : body);
    const wrong = misfit(ns, input);
    if (wrong !== undefined) throw serialisation(`The value of ${wrong} is not of its type.`);
    const missing = requiredMembersOf(ns).filter((member) => input[member] === undefined);
    const [first] = missing;
    if (first === undefined) return input;
    if (this.options.missing !== undefined) throw this.options.missing(first);
    throw new AwsError(
      this.options.invalidCode ?? 'ValidationException',
      validationMessage(missing.map((member) => missingMember(member))),
    );
  }

  write(schema: OperationSchema, output: object, requestId: string): WireReply {
    const ns = outputOf(schema);
    if (ns.isUnitSchema()) return this.reply(200, '{}', requestId);
    const writer = new JsonShapeSerializer2(SETTINGS);
    writer.write(ns, output);
    return this.reply(200, writer.flush(), requestId);
  }

  writeError(error: AwsError, requestId: string): WireReply {
    // Unknown operations come without a message from AWS; the rest carry `Message` or `message`, which clients read alike.
    const message = error.message === '' ? {} : { Message: error.message };
    return this.reply(error.status, JSON.stringify({ __type: error.code, ...message, ...error.details }), requestId);
  }

  notInSandbox(): AwsError {
    return unknownOperation();
  }

  accessDenied(message: string): AwsError {
    return new AwsError('AccessDeniedException', message);
  }

  signingError(failure: SigningFailure): AwsError {
    return jsonSigningError(failure);
  }

  internalError(): AwsError {
    return new AwsError('InternalFailure', 'The request processing has failed because of an unknown error.', {
      status: 500,
      fault: 'Receiver',
    });
  }

  private async parse(ns: ReturnType<typeof inputOf>, body: string): Promise<Record<string, unknown>> {
    const problem = 'The body of the request is not the JSON object that the operation takes.';
    // The reader would take a list for a structure without members.
    if (!body.trimStart().startsWith('{')) throw serialisation(problem);
    try {
      return (await this.reader.read(ns, body)) as Record<string, unknown>;
    } catch {
      throw serialisation(problem);
    }
  }

  private reply(status: number, body: string | Uint8Array, requestId: string): WireReply {
    return { status, headers: { 'content-type': this.contentType, 'x-amzn-requestid': requestId }, body };
  }
}

function serialisation(message: string): AwsError {
  return new AwsError('SerializationException', message);
}

function unknownOperation(): AwsError {
  return new AwsError('UnknownOperationException', '');
}
