import { lastPartOf } from '../collectors/arn.rules.js';
import { typeOfArn } from '../collectors/type-of-arn.rules.js';
import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import { textAt, type Call, type Effect, type Touched, type TouchRule } from './touched.rules.js';

type Find = (call: Call) => string | null;

/** What tells, for a service whose resources are in regions, which one a call touched. */
interface Service {
  readonly resourceType: string;
  /** Events that make one, and that take one away; every other call that writes changes one. */
  readonly made: readonly string[];
  readonly takenAway: readonly string[];
  /** The first that finds something is believed; an ARN, or a name that `arnOf` completes. */
  readonly found: readonly Find[];
  readonly arnOf: (call: Call, name: string) => string;
}

const request =
  (...path: readonly string[]): Find =>
  (call) =>
    textAt(call.request, ...path);
const response =
  (...path: readonly string[]): Find =>
  (call) =>
    textAt(call.response, ...path);
const resource: Find = ({ resources }) => resources[0]?.arn ?? null;

const inRegion =
  (service: string, before = '') =>
  (call: Call, name: string) =>
    `arn:${call.partition}:${service}:${call.region}:${call.accountId}:${before}${name}`;

const SERVICES: Readonly<Record<string, Service>> = {
  s3: {
    resourceType: RESOURCE_TYPES.bucket,
    made: ['CreateBucket'],
    takenAway: ['DeleteBucket'],
    found: [request('bucketName'), request('resourceArn'), request('bucket')],
    arnOf: ({ partition }, name) => `arn:${partition}:s3:::${name}`,
  },
  sqs: {
    resourceType: RESOURCE_TYPES.queue,
    made: ['CreateQueue'],
    takenAway: ['DeleteQueue'],
    found: [response('queueUrl'), request('queueUrl'), request('queueName')],
    arnOf: (call, url) => inRegion('sqs')(call, lastPartOf(url)),
  },
  sns: {
    resourceType: RESOURCE_TYPES.topic,
    made: ['CreateTopic'],
    takenAway: ['DeleteTopic'],
    found: [response('topicArn'), request('topicArn'), request('resourceArn'), subscribedTopic],
    arnOf: inRegion('sns'),
  },
  kms: {
    resourceType: RESOURCE_TYPES.key,
    made: ['CreateKey', 'ReplicateKey'],
    takenAway: [],
    found: [response('keyMetadata', 'arn'), keyAmongResources, request('targetKeyId'), request('keyId')],
    arnOf: inRegion('kms', 'key/'),
  },
  secretsmanager: {
    resourceType: RESOURCE_TYPES.secret,
    made: ['CreateSecret'],
    takenAway: [],
    found: [response('arn'), response('aRN'), resource, request('secretId')],
    arnOf: inRegion('secretsmanager', 'secret:'),
  },
  lambda: {
    resourceType: RESOURCE_TYPES.function,
    made: ['CreateFunction'],
    takenAway: ['DeleteFunction'],
    found: [response('functionArn'), request('functionName'), request('resource')],
    arnOf: (call, name) => inRegion('lambda', 'function:')(call, name.split(':')[0] ?? name),
  },
};

/** What follows the name in these is a part of the resource: a version, an object, a subscription. */
const PARTS: Readonly<Record<string, RegExp>> = {
  lambda: /^((?:[^:]*:){6}[^:]+):.*$/,
  s3: /^(arn:[^:]+:s3:::[^/]+)\/.*$/,
  sns: /^((?:[^:]*:){5}[^:]+):.*$/,
};

/** The rule of a service whose resources are in regions; null when nothing of it is read here. */
export function ruleOfService(service: string): TouchRule | null {
  const known = SERVICES[service];
  return known === undefined ? null : (call) => touchedIn(known, call);
}

function touchedIn(service: Service, call: Call): Touched[] {
  const found = firstOf(service.found, call);
  if (found === null) return [];
  const isArn = found.startsWith('arn:');
  const arn = isArn ? found.replace(PARTS[call.service] ?? /$^/, '$1') : service.arnOf(call, found);
  if (typeOfArn(arn) !== service.resourceType) return [];
  const place = { resourceType: service.resourceType, accountId: ownerOf(call, arn), region: call.region };
  const isNamed = call.service === 'secretsmanager' && !isArn;
  return [{ ...place, effect: effectOf(service, call.eventName), arn, ...(isNamed && { name: found }) }];
}

function firstOf(finds: readonly Find[], call: Call): string | null {
  for (const find of finds) {
    const found = find(call);
    if (found !== null) return found;
  }
  return null;
}

function effectOf({ made, takenAway }: Service, eventName: string): Effect {
  if (made.includes(eventName)) return 'made';
  return takenAway.includes(eventName) ? 'taken-away' : 'changed';
}

/** CloudTrail tells callers' accounts, too, of what they did to others' resources. */
function ownerOf({ accountId, resources }: Call, arn: string): string {
  const [, , , , owner] = arn.split(':');
  if (owner !== undefined && /^\d{12}$/.test(owner)) return owner;
  const told = resources.find((each) => each.arn === arn)?.accountId;
  return told ?? accountId;
}

/** A key's own ARN: an alias among the resources names another thing. */
function keyAmongResources({ resources }: Call): string | null {
  return resources.find(({ arn }) => arn.includes(':key/'))?.arn ?? null;
}

/** A subscription's ARN begins with its topic's. */
function subscribedTopic({ request: given }: Call): string | null {
  const arn = textAt(given, 'subscriptionArn');
  return arn === null ? null : arn.slice(0, arn.lastIndexOf(':'));
}
