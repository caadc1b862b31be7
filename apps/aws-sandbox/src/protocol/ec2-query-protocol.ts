import { XmlShapeSerializer } from '@aws-sdk/core/protocols';

import { AwsError } from './aws-error.js';
import { queryNameOf, readEc2Input } from './ec2-query-body.rules.js';
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
import { ec2SigningError } from './signing-error.rules.js';
import { type WireReply, type WireRequest, formParameters } from './wire.js';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** EC2's own dialect of the query protocol: flat lists in, results without a wrapper out. */
export class Ec2QueryProtocol implements Protocol {
  private readonly byName: ReadonlyMap<string, OperationSchema>;
  private readonly settings: ConstructorParameters<typeof XmlShapeSerializer>[0];
  private readonly envelopes = new Map<OperationSchema, AnySchema>();

  constructor(private readonly model: ServiceModel) {
    this.byName = new Map(model.operations.map((schema) => [operationName(schema), schema]));
    this.settings = {
      timestampFormat: { useTrait: true, default: 5 },
      httpBindings: false,
      xmlNamespace: model.xmlNamespace,
      serviceNamespace: model.namespace,
    };
  }

  operationOf(request: WireRequest): OperationSchema {
    const action = formParameters(request).find(([name]) => name === 'Action')?.[1];
    if (action === undefined || action === '') {
      throw new AwsError('MissingAction', 'The request is missing an action or a required parameter.');
    }
    const schema = this.byName.get(action);
    if (schema === undefined) throw this.unknownAction(action);
    return schema;
  }

  // The interface is asynchronous for the sake of JSON; here nothing waits.
  read(schema: OperationSchema, request: WireRequest): Promise<object> {
    const ns = inputOf(schema);
    const input = readEc2Input(ns, queryTree(formParameters(request)) as Record<string, QueryTree>);
    const missing = requiredMembersOf(ns).find((member) => input[member] === undefined);
    if (missing === undefined) return Promise.resolve(input);
    const name = queryNameOf(missing, ns.getMemberSchema(missing));
    throw new AwsError('MissingParameter', `The request must contain the parameter ${name}`);
  }

  write(schema: OperationSchema, output: object, requestId: string): WireReply {
    const value = { ...output, requestId, return: 'true' };
    const writer = new XmlShapeSerializer(this.settings);
    writer.write(this.envelopeOf(schema), value);
    return reply(200, DECLARATION + (writer.flush() as string), requestId);
  }

  writeError(error: AwsError, requestId: string): WireReply {
    const writer = new XmlShapeSerializer({ ...this.settings, xmlNamespace: '' });
    const { code, message } = error;
    writer.write(ERROR_ENVELOPE, {
      Errors: { Error: { Code: code, Message: message, ...error.details } },
      RequestID: requestId,
    });
    return reply(error.status, DECLARATION + (writer.flush() as string), requestId);
  }

  notInSandbox(schema: OperationSchema): AwsError {
    return this.unknownAction(operationName(schema));
  }

  accessDenied(message: string, encoded?: () => string): AwsError {
    // EC2 does not name a resource where an action has none, and has nothing more to say of those.
    const sentence = message.replace(/ on resource: \*(?= |$)/u, '');
    const more = sentence === message && encoded !== undefined;
    const explanation = more ? `. Encoded authorization failure message: ${encoded()}` : '';
    const text = `You are not authorized to perform this operation. ${sentence}${explanation}`;
    return new AwsError('UnauthorizedOperation', text, { status: 403 });
  }

  signingError(failure: SigningFailure): AwsError {
    return ec2SigningError(failure);
  }

  internalError(): AwsError {
    return new AwsError('InternalError', 'An internal error has occurred', { status: 500, fault: 'Receiver' });
  }

  private unknownAction(action: string): AwsError {
    return new AwsError('InvalidAction', `The action ${action} is not valid for this web service.`);
  }

  private envelopeOf(schema: OperationSchema): AnySchema {
    const known = this.envelopes.get(schema);
    if (known !== undefined) return known;
    const envelope = responseEnvelopeOf(this.model.namespace, schema);
    this.envelopes.set(schema, envelope);
    return envelope;
  }
}

/** `<DescribeVpcsResponse><requestId>…</requestId><vpcSet>…`; an operation without result answers `<return>true</return>`. */
function responseEnvelopeOf(namespace: string, schema: OperationSchema): AnySchema {
  const ns = outputOf(schema);
  const members = ns.isUnitSchema() ? [] : [...ns.structIterator()];
  const names = members.length === 0 ? ['return'] : members.map(([name]) => name);
  const schemas = members.length === 0 ? [0] : members.map(([, member]) => member);
  const name = `${operationName(schema)}Response`;
  return [3, namespace, name, 0, ['requestId', ...names], [0, ...schemas]] as unknown as AnySchema;
}

const ERROR = [3, 'ec2', 'Error', 0, ['Code', 'Message'], [0, 0]];
const ERRORS = [3, 'ec2', 'Errors', 0, ['Error'], [() => ERROR]];
const ERROR_NAMES = ['Errors', 'RequestID'];
const ERROR_ENVELOPE = [3, 'ec2', 'Response', 0, ERROR_NAMES, [() => ERRORS, 0]] as unknown as AnySchema;

function reply(status: number, body: string, requestId: string): WireReply {
  return { status, headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId }, body };
}
