import { RestXmlProtocol } from '../protocol/rest-xml-protocol.js';
import type { OperationSchema } from '../protocol/schema.js';
import type { WireRequest } from '../protocol/wire.js';
import { controlOperationOf } from './s3-control-schemas.js';

/** S3's protocol, with the few calls of S3 Control that share its signing name. */
export class S3Protocol extends RestXmlProtocol {
  override operationOf(request: WireRequest): OperationSchema {
    return controlOperationOf(request) ?? super.operationOf(request);
  }
}
