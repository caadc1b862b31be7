import { AwsError } from './aws-error.js';
import type { ErrorShape } from './error-shapes.js';
import { JsonProtocol } from './json-protocol.js';
import type { Protocol, SigningFailure } from './protocol.js';
import { QueryProtocol } from './query-protocol.js';
import type { OperationSchema, ServiceModel } from './schema.js';
import { isResourcePath } from './resource-path.rules.js';
import { querySigningError } from './signing-error.rules.js';
import { type WireReply, type WireRequest, headerValue } from './wire.js';

interface CompatibleOptions {
  /** `AmazonSQS` */
  readonly target: string;
  /** The parameter that a form posted to `/<account>/<name>` need not repeat. */
  readonly addressedByPath: string;
  readonly errors: ReadonlyMap<string, ErrorShape>;
}

/** JSON's names of errors that every service has, where they are not the query code and `Exception`. */
const JSON_NAMES: Readonly<Record<string, string>> = {
  InvalidAction: 'UnknownOperationException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  MissingParameter: 'MissingRequiredParameterException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  InternalFailure: 'InternalFailure',
};

/**
 * A service that moved from the query protocol to AWS JSON and speaks both (Smithy's `awsQueryCompatible`): in JSON the
 * old code goes along in a header, and clients show that one.
 */
export class QueryCompatibleProtocol implements Protocol {
  private readonly json: JsonWithQueryCodes;
  private readonly query: QueryWithShapes;

  constructor(model: ServiceModel, options: CompatibleOptions) {
    this.json = new JsonWithQueryCodes(model, options);
    this.query = new QueryWithShapes(model, options);
  }

  speaking(request: WireRequest): Protocol {
    const json = headerValue(request, 'x-amz-target') !== undefined || isJson(headerValue(request, 'content-type'));
    return json ? this.json : this.query;
  }

  operationOf(request: WireRequest): OperationSchema {
    return this.speaking(request).operationOf(request);
  }

  read(schema: OperationSchema, request: WireRequest): Promise<object> {
    return this.speaking(request).read(schema, request);
  }

  write(schema: OperationSchema, output: object, requestId: string): WireReply {
    return this.json.write(schema, output, requestId);
  }

  writeError(error: AwsError, requestId: string): WireReply {
    return this.json.writeError(error, requestId);
  }

  notInSandbox(schema: OperationSchema): AwsError {
    return this.query.notInSandbox(schema);
  }

  accessDenied(message: string): AwsError {
    return this.query.accessDenied(message);
  }

  signingError(failure: SigningFailure): AwsError {
    return this.query.signingError(failure);
  }

  internalError(): AwsError {
    return this.query.internalError();
  }
}

function isJson(type = ''): boolean {
  return type.startsWith('application/x-amz-json');
}

function missing(member: string): AwsError {
  return new AwsError('MissingParameter', `The request must contain the parameter ${member}.`);
}

class JsonWithQueryCodes extends JsonProtocol {
  private readonly namespace: string;
  private readonly errors: ReadonlyMap<string, ErrorShape>;

  constructor(model: ServiceModel, { target, errors }: CompatibleOptions) {
    super(model, { target, version: '1.0', missing });
    this.namespace = model.namespace;
    this.errors = errors;
  }

  override writeError(error: AwsError, requestId: string): WireReply {
    const shape = this.errors.get(error.code);
    const status = shape?.status ?? error.status;
    const name = shape === undefined ? jsonName(error.code) : `${this.namespace}#${error.code}`;
    const details = error.message === '' ? error.details : { message: error.message, ...error.details };
    const reply = super.writeError(new AwsError(name, '', { status, fault: error.fault, details }), requestId);
    const code = `${shape?.code ?? error.code};${error.fault}`;
    return { ...reply, headers: { ...reply.headers, 'x-amzn-query-error': code } };
  }

  override accessDenied(message: string): AwsError {
    return new AwsError('AccessDenied', message, { status: 403 });
  }

  override signingError(failure: SigningFailure): AwsError {
    return querySigningError(failure);
  }
}

function jsonName(code: string): string {
  const name = JSON_NAMES[code] ?? (code.endsWith('Exception') ? code : `${code}Exception`);
  return `com.amazon.coral.service#${name}`;
}

class QueryWithShapes extends QueryProtocol {
  private readonly errors: ReadonlyMap<string, ErrorShape>;
  private readonly addressedByPath: string;

  constructor(model: ServiceModel, { errors, addressedByPath }: CompatibleOptions) {
    super(model, { missing });
    this.errors = errors;
    this.addressedByPath = addressedByPath;
  }

  override read(schema: OperationSchema, request: WireRequest): Promise<object> {
    if (!isResourcePath(request.path)) return super.read(schema, request);
    // What the form itself says comes later, and so wins.
    return super.read(schema, { ...request, query: [[this.addressedByPath, request.path], ...request.query] });
  }

  override writeError(error: AwsError, requestId: string): WireReply {
    const shape = this.errors.get(error.code);
    if (shape === undefined) return super.writeError(error, requestId);
    const { message, fault } = error;
    return super.writeError(new AwsError(shape.code, message, { status: shape.status, fault }), requestId);
  }
}
