/** Operations that only look, whatever their name says. */
const READS = new Set([
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'GenerateCredentialReport',
  'GenerateServiceLastAccessedDetails',
  'Decrypt',
  'Encrypt',
  'ReEncrypt',
  'Sign',
  'Verify',
]);

const READING =
  /^(?:BatchGet|Check|Decode|Describe|Filter|GenerateDataKey|GenerateMac|Get|Head|List|Lookup|Search|Select|Simulate|Test|Validate|VerifyMac)/u;

/** Whether CloudTrail calls an operation read-only. */
export function isReadOnly(operation: string): boolean {
  return READS.has(operation) || READING.test(operation);
}

/** Operations on the data inside resources: CloudTrail's history leaves them out (User Guide, "Data events"). */
const DATA: Readonly<Record<string, RegExp>> = {
  events: /^PutEvents$/u,
  lambda: /^Invoke/u,
  s3: /^(?:AbortMultipartUpload|CompleteMultipartUpload|CopyObject|CreateMultipartUpload|DeleteObject|DeleteObjects|DeleteObjectTagging|GetObject.*|HeadBucket|HeadObject|ListMultipartUploads|ListObjects|ListObjectsV2|ListObjectVersions|ListParts|PutObject|PutObjectAcl|PutObjectTagging|RestoreObject|SelectObjectContent|UploadPart|UploadPartCopy)$/u,
  sns: /^Publish/u,
  sqs: /^(?:ChangeMessageVisibility|DeleteMessage|ReceiveMessage|SendMessage)/u,
};

/** Whether an operation works on data rather than on resources. */
export function isDataEvent(service: string, operation: string): boolean {
  return DATA[service]?.test(operation) === true;
}
