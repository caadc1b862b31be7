/**
 * What Gatehouse adds to getting credentials: the whole way (HTTP, session, NATS, eligibility, STS, durable audit record)
 * next to a direct `AssumeRole` by the AWS SDK on the same endpoint, for the same role, by turns in the same run.
 */
import { startTemporaryProduct } from '@gatehouse/local/product';
import { report, type Measurement } from '../policy/measurement.js';
import { assumeDirectly } from './direct-issuer.js';
import { issueThroughGateway } from './gateway-issuer.js';
import { latencies, percentile, throughput } from './load.js';

const ONE_BY_ONE = { rounds: 6, calls: 250 };
const IN_FLIGHT = { workers: 32, rounds: 3, seconds: 4 };
const WARM_UP_SECONDS = 4;

const product = await startTemporaryProduct({
  say: console.log,
  // The limit per person would be what is measured.
  env: { GATEHOUSE_PERSON_REQUESTS_PER_MINUTE: '10000000' },
});
try {
  const gateway = await issueThroughGateway(product.state);
  const direct = await assumeDirectly(product.state, gateway.roleArn);
  await throughput(gateway.issue, { workers: 8, seconds: WARM_UP_SECONDS });
  await throughput(direct.issue, { workers: 8, seconds: WARM_UP_SECONDS });

  const alone = { direct: [] as number[], gateway: [] as number[] };
  for (let round = 0; round < ONE_BY_ONE.rounds; round += 1) {
    alone.direct.push(...(await latencies(direct.issue, ONE_BY_ONE.calls)));
    alone.gateway.push(...(await latencies(gateway.issue, ONE_BY_ONE.calls)));
  }
  const crowd = { direct: [] as number[], gateway: [] as number[] };
  for (let round = 0; round < IN_FLIGHT.rounds; round += 1) {
    crowd.direct.push(await throughput(direct.issue, IN_FLIGHT));
    crowd.gateway.push(await throughput(gateway.issue, IN_FLIGHT));
  }
  direct.stop();
  gateway.stop();
  conclude([...addedBy(alone), ...shareOf(crowd)]);
} finally {
  await product.stop();
}

function addedBy({ direct, gateway }: { direct: number[]; gateway: number[] }): Measurement[] {
  const row = (name: string, share: number, bar: number): Measurement => ({
    name,
    figure: Math.max(0, percentile(gateway, share) - percentile(direct, share)),
    bar,
    wants: 'at-most',
    unit: 'ms',
    baseline: percentile(direct, share),
  });
  return [row('added at 1 in flight, p50', 0.5, 5), row('added at 1 in flight, p99', 0.99, 15)];
}

function shareOf({ direct, gateway }: { direct: number[]; gateway: number[] }): Measurement[] {
  const [without, with_] = [percentile(direct, 0.5), percentile(gateway, 0.5)];
  console.log(
    `\nat ${IN_FLIGHT.workers} in flight: ${with_.toFixed(0)}/s through Gatehouse, ${without.toFixed(0)}/s directly`,
  );
  const figure = (with_ / without) * 100;
  const name = `throughput at ${IN_FLIGHT.workers} in flight`;
  return [{ name, figure, bar: 60, wants: 'at-least', unit: '% of direct', baseline: 100 }];
}

function conclude(rows: readonly Measurement[]): void {
  const { text, missed } = report(rows);
  console.log(`\n${text}\nbench credentials: ${missed === 0 ? 'ok' : `short of ${missed}`}`);
  process.exitCode = missed === 0 ? 0 : 1;
}
