import { readFileSync } from 'node:fs';
import type { ProductState } from '@gatehouse/local/product';

/**
 * What runs for the e2e tests of this Jest run: the portal's `url`, the `sandbox` (an AWS endpoint), and
 * administrators' URLs of PostgreSQL, Redis and NATS. Jest starts it before the first `*.e2e.spec.ts`.
 */
export function productUnderTest(): ProductState {
  const file = process.env['GATEHOUSE_TEST_STATE_FILE'];
  if (file !== undefined) return JSON.parse(readFileSync(file, 'utf8')) as ProductState;
  throw new Error('The product is not running for this test: name the file *.e2e.spec.ts, so that Jest starts it.');
}
