/**
 * What Gatehouse adds to getting credentials: the whole way (HTTP, session, NATS, eligibility, STS, durable audit record)
 * next to a direct `AssumeRole` by the AWS SDK on the same endpoint, for the same role, by turns in the same run.
 */
import { startTemporaryProduct } from '@gatehouse/local/product';
import { report, type Measurement } from '../policy/measurement.js';
import { assumeDirectly } from './direct-issuer.js';
import { issueThroughGateway } from './gateway-issuer.js';
import { latencies, percentile, throughput, type Issue } from './load.js';

const ONE_BY_ONE = { rounds: 6, calls: 250 };
const IN_FLIGHT = { workers: 32, rounds: 3, seconds: 4 };
const WARM_UP = { workers: 16, seconds: 5 };
/** It is warm when so many rounds in a row were no faster than one before them, or after so many rounds. */
const STEADY = { rounds: 3, gain: 1.02, atMost: 16 };

const product = await startTemporaryProduct({
  say: console.log,
  // The limit per person would be what is measured.
  env: { GATEHOUSE_PERSON_REQUESTS_PER_MINUTE: '10000000' },
});
try {
  const gateway = await issueThroughGateway(product.state);
  const direct = await assumeDirectly(product.state, gateway.roleArn);
  await warmUp('direct', direct.issue);
  await warmUp('through Gatehouse', gateway.issue);

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

/** A service runs for weeks: what it is like before its code is compiled is not what people meet. */
async function warmUp(name: string, issue: Issue): Promise<void> {
  const rates: number[] = [];
  for (let steady = 0; steady < STEADY.rounds && rates.length < STEADY.atMost;) {
    const rate = await throughput(issue, WARM_UP);
    steady = rate > Math.max(0, ...rates) * STEADY.gain ? 0 : steady + 1;
    rates.push(rate);
  }
  console.log(`warming up, ${name}: ${rates.map((rate) => rate.toFixed(0)).join(', ')} a second`);
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
