import { XmlShapeDeserializer, XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { FromStringShapeDeserializer, ToStringShapeSerializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';

import { AwsError } from './aws-error.js';
import { misfit } from './member-types.rules.js';
import type { Protocol, SigningFailure } from './protocol.js';
import { type RestRoute, matchRoute, routesOf } from './rest-routing.rules.js';
import {
  type AnySchema,
  type OperationSchema,
  type ServiceModel,
  inputOf,
  operationName,
  outputOf,
  requiredMembersOf,
} from './schema.js';
import { s3SigningError } from './signing-error.rules.js';
import { type WireReply, type WireRequest, headerValue, queryValue } from './wire.js';

const XML = 'application/xml';
const MALFORMED_XML = 'The XML you provided was not well-formed or did not validate against our published schema';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Where a request points; its members named `Bucket` and `Key` are read from here. */
export interface RestTarget {
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

type Values = Record<string, unknown>;

/** The REST-XML protocol of S3: members travel in path, query, headers and body, as their schemas say. */
export class RestXmlProtocol implements Protocol {
  private readonly routes: readonly RestRoute[];
  private readonly settings: ConstructorParameters<typeof XmlShapeSerializer>[0];
  private readonly fromText: FromStringShapeDeserializer;
  private readonly bodySchemas = new Map<string, AnySchema>();

  constructor(
    private readonly model: ServiceModel,
    private readonly locate: (request: WireRequest) => RestTarget,
  ) {
    this.routes = routesOf(model.operations);
    this.settings = {
      timestampFormat: { useTrait: true, default: 5 },
      httpBindings: true,
      xmlNamespace: model.xmlNamespace,
      serviceNamespace: model.namespace,
    };
    this.fromText = new FromStringShapeDeserializer(this.settings);
  }

  operationOf(request: WireRequest): OperationSchema {
    const { bucket, key } = this.locate(request);
    const level = bucket === undefined ? 'service' : key === undefined ? 'bucket' : 'object';
    const { method, query, headers } = request;
    const schema = matchRoute(this.routes, { method, level, query, headers });
    if (schema !== undefined) return schema;
    throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      status: 405,
      details: { Method: method, ResourceType: level.toUpperCase() },
    });
  }

  read(schema: OperationSchema, request: WireRequest): Promise<object> {
    const ns = inputOf(schema);
    const input: Values = {};
    if (ns.isUnitSchema()) return Promise.resolve(input);
    const target = this.locate(request);
    for (const [name, member] of ns.structIterator()) {
      const value = this.readMember(name, member, { request, target });
      if (value !== undefined) input[name] = value;
    }
    const wrong = [...ns.structIterator()].find(
      ([name, member]) => !member.isNumericSchema() && misfit(member, input[name]),
    );
    if (wrong !== undefined) throw new AwsError('MalformedXML', MALFORMED_XML);
    const missing = requiredMembersOf(ns).find((name) => input[name] === undefined);
    if (missing !== undefined) throw new AwsError('InvalidRequest', `Missing required parameter: ${missing}`);
    return Promise.resolve(input);
  }

  write(schema: OperationSchema, output: object, requestId: string): WireReply {
    const values = output as Values;
    const headers: Record<string, string> = this.standardHeaders(requestId);
    const members = membersOf(schema);
    for (const [name, member] of members.filter(([, each]) => placeOf(each) === 'header')) {
      this.writeHeader(headers, member, values[name]);
    }
    const payload = members.find(([, member]) => placeOf(member) === 'payload');
    const inBody = members.filter(([, member]) => placeOf(member) === 'body');
    const body =
      payload === undefined
        ? this.writeBody(schema, inBody, values)
        : this.writePayload([payload[1], values[payload[0]]]);
    if (typeof body === 'string' && body !== '') headers['content-type'] = XML;
    const status = (schema[3] as { http?: [string, string, number] }).http?.[2] ?? 200;
    return { status: values['ContentRange'] === undefined ? status : 206, headers, body };
  }

  writeError(error: AwsError, requestId: string): WireReply {
    const details = Object.keys(error.details);
    const names = ['Code', 'Message', ...details, 'RequestId', 'HostId'];
    const schema = [3, this.model.namespace, 'Error', 0, names, names.map(() => 0)] as unknown as AnySchema;
    const writer = new XmlShapeSerializer({ ...this.settings, xmlNamespace: '' });
    const headers: Record<string, string> = {
      ...this.standardHeaders(requestId),
      ...error.headers,
      'content-type': XML,
    };
    const ids = { RequestId: requestId, HostId: headers['x-amz-id-2'] ?? '' };
    writer.write(schema, { Code: error.code, Message: error.message, ...error.details, ...ids });
    if (error.status === 304) {
      return { status: 304, headers: { ...this.standardHeaders(requestId), ...error.headers }, body: '' };
    }
    return { status: error.status, headers, body: DECLARATION + (writer.flush() as string) };
  }

  notInSandbox(schema: OperationSchema): AwsError {
    return new AwsError('NotImplemented', `The AWS sandbox does not have ${operationName(schema)}.`, {
      status: 501,
      fault: 'Receiver',
    });
  }

  accessDenied(message: string): AwsError {
    return new AwsError('AccessDenied', message, { status: 403 });
  }

  signingError(failure: SigningFailure): AwsError {
    return s3SigningError(failure);
  }

  internalError(): AwsError {
    return new AwsError('InternalError', 'We encountered an internal error. Please try again.', {
      status: 500,
      fault: 'Receiver',
    });
  }

  private standardHeaders(requestId: string): Record<string, string> {
    return {
      'x-amz-request-id': requestId,
      'x-amz-id-2': Buffer.from(requestId).toString('base64'),
      server: 'AmazonS3',
    };
  }

  private readMember(
    name: string,
    member: NormalizedSchema,
    at: { request: WireRequest; target: RestTarget },
  ): unknown {
    const traits = member.getMergedTraits();
    if (traits.httpLabel) return name === 'Bucket' ? at.target.bucket : at.target.key;
    if (traits.httpQuery) return this.readText(member, queryValue(at.request, traits.httpQuery));
    if (traits.httpHeader) return this.readText(member, headerValue(at.request, traits.httpHeader.toLowerCase()));
    if (typeof traits.httpPrefixHeaders === 'string') return prefixed(at.request, traits.httpPrefixHeaders);
    if (traits.httpPayload) return this.readPayload(member, at.request.body);
    return undefined;
  }

  private readText(member: NormalizedSchema, text: string | undefined): unknown {
    if (text === undefined) return undefined;
    try {
      return this.fromText.read(member, text) as unknown;
    } catch {
      throw new AwsError('InvalidArgument', `The value of ${member.getMemberName()} is not valid.`, {
        details: { ArgumentName: member.getMemberName(), ArgumentValue: text },
      });
    }
  }

  private readPayload(member: NormalizedSchema, body: Uint8Array): unknown {
    if (member.isBlobSchema()) return body;
    if (member.isStringSchema()) return Buffer.from(body).toString('utf8');
    if (body.byteLength === 0) return undefined;
    try {
      return new XmlShapeDeserializer(this.settings).read(member, body) as unknown;
    } catch {
      throw new AwsError('MalformedXML', MALFORMED_XML);
    }
  }

  private writeHeader(headers: Record<string, string>, member: NormalizedSchema, value: unknown): void {
    if (value === undefined || value === null) return;
    const { httpHeader, httpPrefixHeaders } = member.getMergedTraits();
    if (typeof httpPrefixHeaders === 'string') {
      for (const [key, text] of Object.entries(value as Record<string, string>))
        headers[httpPrefixHeaders + key] = text;
      return;
    }
    const writer = new ToStringShapeSerializer(this.settings);
    writer.write(member, value);
    headers[(httpHeader ?? '').toLowerCase()] = writer.flush();
  }

  private writePayload([member, value]: [NormalizedSchema, unknown]): string | Uint8Array {
    if (value === undefined || value === null) return '';
    if (member.isBlobSchema() || member.isStringSchema()) return value as string | Uint8Array;
    const writer = new XmlShapeSerializer(this.settings);
    writer.write(member, value);
    return DECLARATION + (writer.flush() as string);
  }

  private writeBody(schema: OperationSchema, members: readonly [string, NormalizedSchema][], values: Values): string {
    if (members.length === 0) return '';
    const name = operationName(schema);
    let body = this.bodySchemas.get(name);
    if (body === undefined) {
      const output = outputOf(schema);
      body = [
        3,
        this.model.namespace,
        output.getName() ?? name,
        output.getMergedTraits(),
        members.map(([each]) => each),
        members.map(([, member]) => member),
      ] as unknown as AnySchema;
      this.bodySchemas.set(name, body);
    }
    const writer = new XmlShapeSerializer(this.settings);
    writer.write(body, values);
    return DECLARATION + unwrapped(writer.flush() as string);
  }
}

function membersOf(schema: OperationSchema): readonly [string, NormalizedSchema][] {
  const ns = outputOf(schema);
  return ns.isUnitSchema() ? [] : [...ns.structIterator()];
}

function placeOf(member: NormalizedSchema): 'payload' | 'header' | 'body' {
  const { httpPayload, httpHeader, httpPrefixHeaders } = member.getMergedTraits();
  if (httpPayload) return 'payload';
  return httpHeader || httpPrefixHeaders !== undefined ? 'header' : 'body';
}

/** GetBucketLocation answers with its one member as the root element (`s3UnwrappedXmlOutput` in AWS's model). */
function unwrapped(xml: string): string {
  return xml.replace(/^(<(LocationConstraint)[^>]*>)<\2>([^<]*)<\/\2>(<\/\2>)$/u, '$1$3$4');
}

function prefixed(request: WireRequest, prefix: string): Record<string, string> | undefined {
  const found = Object.keys(request.headers)
    .filter((name) => name.startsWith(prefix.toLowerCase()))
    .map((name) => [name.slice(prefix.length), headerValue(request, name) ?? ''] as const);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
