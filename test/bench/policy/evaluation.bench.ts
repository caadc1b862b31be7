import { type AccessRequest, evaluate, loadPolicySet } from '@gatehouse/iam-policy';
import { naivePolicies, naiveRequests, policySources, requests } from './evaluation-workload.js';
import { type Measurement, perSecond } from './measurement.js';
import { type NaiveRequest, naiveAllows } from './naive-evaluator.js';

/** Full decisions per second with parsed policies and all layers present, beside the naive evaluator. */
export function measureEvaluation(): Measurement[] {
  const { policies } = loadPolicySet(policySources);
  const differing = requests.filter(
    (request, index) =>
      evaluate(request, policies).allowed !== naiveAllows(naiveRequests[index] as NaiveRequest, naivePolicies),
  );
  if (differing.length > 0) throw new Error(`The engine and the baseline disagree on ${JSON.stringify(differing)}`);
  const count = requests.length;
  const figure = perSecond((index) => evaluate(requests[index % count] as AccessRequest, policies), 400);
  const baseline = perSecond((index) => naiveAllows(naiveRequests[index % count] as NaiveRequest, naivePolicies), 400);
  return [{ name: 'evaluate, all layers', figure, bar: 200_000, wants: 'at-least', unit: '/s', baseline }];
}
