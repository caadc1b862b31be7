export { accountSourceConformance } from './conformance/account-source-conformance.js';
export { PromiseNotKept, type ConformanceCase } from './conformance/conformance-case.js';
export { errorSourceConformance } from './conformance/error-source-conformance.js';
export { eligibilitySourceConformance } from './conformance/eligibility-source-conformance.js';
export { resourceCollectorConformance, type CollectorSetting } from './conformance/resource-collector-conformance.js';
export { visibilitySourceConformance } from './conformance/visibility-source-conformance.js';
export { createExtension, definePlugin, PluginRejected, type Plugin, type PluginHost } from './define-plugin.js';
export { accountSources, type AccountSource, type SourcedAccount } from './extension-points/account-source.js';
export { eligibilitySources, type EligibilitySource, type RoleFacts } from './extension-points/eligibility-source.js';
export { errorSources, type ErrorPage, type ErrorSource, type RefusedCall } from './extension-points/error-source.js';
export {
  resourceCollectors,
  type AwsSdkClient,
  type CollectedResource,
  type CollectorPlace,
  type ResourceCollector,
} from './extension-points/resource-collector.js';
export type { ExtensionPoint } from './extension-points/extension-point.js';
export {
  visibilitySources,
  type PersonFacts,
  type SeenEstate,
  type VisibilitySource,
} from './extension-points/visibility-source.js';
