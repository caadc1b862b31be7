import { serviceConfig, type ConfigOf } from '@gatehouse/service-host';
import { z } from 'zod';

/** What the edge is told by its environment, beside what every service is told. */
export const gatewayConfig = serviceConfig(
  z.object({
    GATEHOUSE_HOST: z.string().default('127.0.0.1').describe('Address that the API and the portal listen on.'),
    GATEHOUSE_PORT: z.coerce.number().int().min(1).max(65_535).default(3_000).describe('Port of the same.'),
    GATEHOUSE_PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'An http or https address, e.g. https://gatehouse.example.com.' })
      .optional()
      .describe('Address that people type; their browser’s Origin is compared with it. Default: host and port.'),
    GATEHOUSE_TRUSTED_PROXIES: z
      .string()
      .default('')
      .transform((list) =>
        list
          .split(',')
          .map((entry) => entry.trim())
          .filter(Boolean),
      )
      .describe('Addresses or CIDR blocks of proxies whose X-Forwarded-For is believed, separated by commas.'),
    GATEHOUSE_PERSON_REQUESTS_PER_MINUTE: limit(6_000).describe('API requests that one person may make in a minute.'),
    GATEHOUSE_ADDRESS_REQUESTS_PER_MINUTE: limit(1_200).describe(
      'The same for one address before anybody has signed in from it.',
    ),
    GATEHOUSE_DRAIN_SECONDS: z.coerce
      .number()
      .min(0)
      .max(300)
      .default(1)
      .describe('How long requests are still taken after the order to stop, while /readyz already says no.'),
    GATEHOUSE_PORTAL: z
      .enum(['built', 'development', 'none'])
      .default('built')
      .describe('built: what `next build` made; development: compiled as it is asked for; none: the API alone.'),
  }),
);

export type GatewayConfig = ConfigOf<typeof gatewayConfig>;

function limit(byDefault: number) {
  return z.coerce.number().int().min(1).max(10_000_000).default(byDefault);
}

/** The address that people type. */
export function publicUrlOf(config: GatewayConfig): URL {
  const { GATEHOUSE_PUBLIC_URL: given, GATEHOUSE_HOST: host, GATEHOUSE_PORT: port } = config;
  return new URL(given ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`);
}
