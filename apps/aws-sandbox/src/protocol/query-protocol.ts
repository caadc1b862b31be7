import { XmlShapeDeserializer, XmlShapeSerializer } from '@aws-sdk/core/protocols';

import type { NormalizedSchema } from '@smithy/core/schema';

import { AwsError } from './aws-error.js';
import { misfit } from './member-types.rules.js';
import type { Protocol, SigningFailure } from './protocol.js';
import { type QueryTree, queryTree } from './query-body.rules.js';
import {
  type AnySchema,
  type OperationSchema,
  type ServiceModel,
  inputOf,
  operationName,
  outputOf,
  requiredMembersOf,
} from './schema.js';
import { querySigningError } from './signing-error.rules.js';
import { missingMember, validationMessage } from './validation.rules.js';
import { type WireReply, type WireRequest, formParameters } from './wire.js';

const TEXT_XML = 'text/xml';

interface QueryOptions {
  /** The code for a caller without permission; services differ. */
  readonly accessDeniedCode?: string;
  /** The error for the first required member left out, where a service does not answer with a list of violations. */
  readonly missing?: (member: string) => AwsError;
}

/** The query protocol of STS and IAM: a form in, XML out. */
export class QueryProtocol implements Protocol {
  private readonly byName: ReadonlyMap<string, OperationSchema>;
  private readonly reader: XmlShapeDeserializer;
  private readonly settings: ConstructorParameters<typeof XmlShapeSerializer>[0];
  private readonly envelopes = new Map<string, AnySchema>();
  private readonly errorEnvelope: AnySchema;

  constructor(
    private readonly model: ServiceModel,
    private readonly options: QueryOptions = {},
  ) {
    this.byName = new Map(model.operations.map((schema) => [operationName(schema), schema]));
    this.settings = {
      timestampFormat: { useTrait: true, default: 5 },
      httpBindings: false,
      xmlNamespace: model.xmlNamespace,
      serviceNamespace: model.namespace,
    };
    this.reader = new XmlShapeDeserializer(this.settings);
    this.errorEnvelope = errorEnvelopeOf(model.namespace);
  }

  operationOf(request: WireRequest): OperationSchema {
    const parameters = formParameters(request);
    const action = parameters.find(([name]) => name === 'Action')?.[1];
    if (action === undefined || action === '') {
      throw new AwsError('MissingAction', 'The request is missing an action or a required parameter.');
    }
    const schema = this.byName.get(action);
    if (schema !== undefined) return schema;
    const version = parameters.find(([name]) => name === 'Version')?.[1] ?? 'NO_VERSION_SPECIFIED';
    throw new AwsError('InvalidAction', `Could not find operation ${action} for version ${version}`);
  }

  // The interface is asynchronous for the sake of JSON; here nothing waits.
  read(schema: OperationSchema, request: WireRequest): Promise<object> {
    const ns = inputOf(schema);
    if (ns.isUnitSchema()) return Promise.resolve({});
    const input = this.shape(ns, formParameters(request));
    const wrong = misfit(ns, input);
    if (wrong !== undefined) throw malformedInput(`The value of the parameter ${wrong} is not of its type.`);
    const missing = requiredMembersOf(ns).filter((member) => input[member] === undefined);
    const [first] = missing;
    if (first === undefined) return Promise.resolve(input);
    throw (
      this.options.missing?.(first) ?? new AwsError('ValidationError', validationMessage(missing.map(missingMember)))
    );
  }

  write(schema: OperationSchema, output: object, requestId: string): WireReply {
    const name = operationName(schema);
    const value = { [`${name}Result`]: output, ResponseMetadata: { RequestId: requestId } };
    return this.reply(200, this.serialise(this.envelopeOf(schema), value), requestId);
  }

  writeError(error: AwsError, requestId: string): WireReply {
    const value = {
      Error: { Type: error.fault, Code: error.code, Message: error.message },
      RequestId: requestId,
    };
    return this.reply(error.status, this.serialise(this.errorEnvelope, value), requestId);
  }

  notInSandbox(schema: OperationSchema): AwsError {
    return new AwsError(
      'InvalidAction',
      `Could not find operation ${operationName(schema)} for version ${this.model.version}`,
    );
  }

  accessDenied(message: string): AwsError {
    return new AwsError(this.options.accessDeniedCode ?? 'AccessDenied', message, { status: 403 });
  }

  signingError(failure: SigningFailure): AwsError {
    return querySigningError(failure);
  }

  internalError(): AwsError {
    return new AwsError('InternalFailure', 'The request processing has failed because of an unknown error.', {
      status: 500,
      fault: 'Receiver',
    });
  }

  private shape(ns: NormalizedSchema, parameters: WireRequest['query']): Record<string, unknown> {
    const tree = queryTree(parameters) as Exclude<QueryTree, string>;
    try {
      return this.reader.readSchema(ns, tree) as Record<string, unknown>;
    } catch {
      throw malformedInput('The parameters of the request do not have the structure that the operation takes.');
    }
  }

  private serialise(envelope: AnySchema, value: object): string {
    const writer = new XmlShapeSerializer(this.settings);
    writer.write(envelope, value);
    return writer.flush() as string;
  }

  private reply(status: number, body: string, requestId: string): WireReply {
    return { status, headers: { 'content-type': TEXT_XML, 'x-amzn-requestid': requestId }, body };
  }

  private envelopeOf(schema: OperationSchema): AnySchema {
    const name = operationName(schema);
    const known = this.envelopes.get(name);
    if (known !== undefined) return known;
    const envelope = responseEnvelopeOf(this.model.namespace, schema);
    this.envelopes.set(name, envelope);
    return envelope;
  }
}

function malformedInput(message: string): AwsError {
  return new AwsError('MalformedInput', message);
}

/** `<AssumeRoleResponse><AssumeRoleResult>…</AssumeRoleResult><ResponseMetadata>…`, as a schema, so that the SDK writes it. */
function responseEnvelopeOf(namespace: string, schema: OperationSchema): AnySchema {
  const name = operationName(schema);
  const metadata = [3, namespace, 'ResponseMetadata', 0, ['RequestId'], [0]];
  const members = outputOf(schema).isUnitSchema()
    ? { names: ['ResponseMetadata'], schemas: [() => metadata] }
    : { names: [`${name}Result`, 'ResponseMetadata'], schemas: [schema[5], () => metadata] };
  return [3, namespace, `${name}Response`, 0, members.names, members.schemas] as unknown as AnySchema;
}

function errorEnvelopeOf(namespace: string): AnySchema {
  const error = [3, namespace, 'Error', 0, ['Type', 'Code', 'Message'], [0, 0, 0]];
  const names = ['Error', 'RequestId'];
  return [3, namespace, 'ErrorResponse', 0, names, [() => error, 0]] as unknown as AnySchema;
}
