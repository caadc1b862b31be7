import { AwsError } from '../protocol/aws-error.js';
import { RestXmlProtocol } from '../protocol/rest-xml-protocol.js';
import type { OperationSchema } from '../protocol/schema.js';
import type { WireRequest } from '../protocol/wire.js';
import { controlOperationOf, isControl } from './s3-control-schemas.js';

/** S3's protocol, with the few calls of S3 Control that share its signing name. */
export class S3Protocol extends RestXmlProtocol {
  override operationOf(request: WireRequest): OperationSchema {
    if (!isControl(request)) return super.operationOf(request);
    const schema = controlOperationOf(request);
    if (schema !== undefined) return schema;
    throw new AwsError('NotImplemented', 'The AWS sandbox has no more of S3 Control than the public access block.', {
      status: 501,
      fault: 'Receiver',
    });
  }
}
