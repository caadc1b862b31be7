import { z } from 'zod';

const Share = z.number().min(0).max(1);

/** Weather over the calls it names; what it leaves out it says nothing about. */
export const WeatherRule = z
  .strictObject({
    account: z
      .string()
      .regex(/^\d{12}$/u, 'an account id has twelve digits')
      .optional(),
    service: z.string().min(1).max(64).optional().describe('Signing name: `sts`, `s3`, `events`.'),
    operation: z.string().min(1).max(128).optional().describe('`AssumeRole`, or `List*` for all that begin so.'),
    region: z.string().min(1).max(32).optional(),
    latency: z
      .strictObject({
        fromMilliseconds: z.number().int().min(0).max(60_000),
        toMilliseconds: z.number().int().min(0).max(60_000),
      })
      .optional(),
    throttle: z
      .strictObject({
        perSecond: z.number().min(0).max(1_000_000),
        burst: z.number().int().min(0).max(1_000_000),
        together: z
          .boolean()
          .default(false)
          .describe('One bucket for all operations of the rule; otherwise each has its own.'),
      })
      .optional(),
    errors: z.strictObject({ share: Share, status: z.union([z.literal(500), z.literal(503)]).default(500) }).optional(),
    drops: z.strictObject({ share: Share }).optional().describe('Connections closed without an answer.'),
    hangs: z.strictObject({ share: Share, seconds: z.number().min(0).max(600) }).optional(),
    clockSkewSeconds: z.number().int().min(-86_400).max(86_400).optional(),
  })
  .refine(({ latency }) => latency === undefined || latency.fromMilliseconds <= latency.toMilliseconds, {
    path: ['latency'],
    message: 'fromMilliseconds must not be more than toMilliseconds',
  });

/** The weather over the whole sandbox. */
export const WeatherSettings = z.strictObject({
  rules: z.array(WeatherRule).max(500).default([]),
  /** How long it takes until reads and decisions see what IAM was told. */
  consistencySeconds: z.number().min(0).max(600).default(0),
});

export const WEATHER_PROFILES = ['calm', 'aws-like'] as const;

export type WeatherProfile = (typeof WEATHER_PROFILES)[number];
export type WeatherRule = z.infer<typeof WeatherRule>;
export type WeatherSettings = z.infer<typeof WeatherSettings>;
