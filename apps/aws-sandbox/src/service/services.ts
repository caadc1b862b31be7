import type { ResourceSource } from '../state/resource-view.js';
import type { AwsService } from './operation.js';

/** Services by signing name. Each is loaded when it is first called: an SDK client's schemas take a tenth of a second. */
const LOADERS: Readonly<Record<string, () => Promise<AwsService>>> = {
  'access-analyzer': async () => (await import('../access-analyzer/access-analyzer.service.js')).accessAnalyzerService,
  cloudtrail: async () => (await import('../cloudtrail/cloudtrail.service.js')).cloudtrailService,
  config: async () => (await import('../config/config.service.js')).configService,
  ec2: async () => (await import('../ec2/ec2.service.js')).ec2Service,
  events: async () => (await import('../eventbridge/eventbridge.service.js')).eventbridgeService,
  iam: async () => (await import('../iam/iam.service.js')).iamService,
  identitystore: async () => (await import('../identity-store/identity-store.service.js')).identityStoreService,
  kms: async () => (await import('../kms/kms.service.js')).kmsService,
  lambda: async () => (await import('../lambda/lambda.service.js')).lambdaService,
  organizations: async () => (await import('../organizations/organizations.service.js')).organizationsService,
  s3: async () => (await import('../s3/s3.service.js')).s3Service,
  secretsmanager: async () => (await import('../secrets-manager/secrets-manager.service.js')).secretsManagerService,
  ses: async () => (await import('../ses/ses.service.js')).sesService,
  sesv2: async () => (await import('../sesv2/sesv2.service.js')).sesv2Service,
  sns: async () => (await import('../sns/sns.service.js')).snsService,
  sqs: async () => (await import('../sqs/sqs.service.js')).sqsService,
  sso: async () => (await import('../sso-admin/sso-admin.service.js')).ssoAdminService,
  sts: async () => (await import('../sts/sts.service.js')).stsService,
  tagging: async () => (await import('../tagging/tagging.service.js')).taggingService,
};

/** The services that every start of Gatehouse calls. */
const AT_ONCE = ['sts', 'iam', 'organizations', 's3'];

const loaded = new Map<string, Promise<AwsService>>();

/** The service of this signing name, or undefined when the sandbox does not have it. */
export function serviceFor(signingName: string): Promise<AwsService> | undefined {
  const known = loaded.get(signingName);
  if (known !== undefined) return known;
  if (!Object.hasOwn(LOADERS, signingName)) return undefined;
  const loading = LOADERS[signingName]?.();
  if (loading !== undefined) loaded.set(signingName, loading);
  return loading;
}

/** Loads the services that are called first, so that the first call of each is as fast as the next. */
export async function warmUp(): Promise<void> {
  for (const name of AT_ONCE) await serviceFor(name);
}

/** Every service, loaded. */
export async function allServices(): Promise<readonly AwsService[]> {
  const services: AwsService[] = [];
  for (const name of Object.keys(LOADERS)) {
    const service = await serviceFor(name);
    if (service !== undefined) services.push(service);
  }
  return services;
}

/** Sources of services whose client is too large to be loaded for the sake of a list. */
const LIGHT_SOURCES: Readonly<Record<string, () => Promise<ResourceSource>>> = {
  ec2: async () => (await import('../ec2/ec2-resources.js')).ec2Resources,
  kms: async () => (await import('../kms/kms-resources.js')).kmsResources,
  secretsmanager: async () => (await import('../secrets-manager/secrets-resources.js')).secretsResources,
};

/** What every service has to show of what it keeps. */
export async function resourceSources(): Promise<readonly ResourceSource[]> {
  const sources: ResourceSource[] = [];
  for (const name of Object.keys(LOADERS)) {
    const source = await (LIGHT_SOURCES[name]?.() ?? sourceOf(name));
    if (source !== undefined) sources.push(source);
  }
  return sources;
}

async function sourceOf(name: string): Promise<ResourceSource | undefined> {
  return (await serviceFor(name))?.resources;
}
