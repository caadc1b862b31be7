import { z } from 'zod';

import { iamStateOf } from '../iam/iam-state.js';
import { isMetadata } from '../iam/saml-metadata.rules.js';
import type { SeedReader } from '../seed/seed-reader.js';
import type { World } from '../state/model.js';
import { shortId } from '../state/unique-id.js';
import { type IssuerKey, publishIssuerKeys } from './issuer-keys.js';

const Tags = z.record(z.string(), z.string()).default({});
const Days = z.number().min(0).max(20_000).default(400);

/** What identity providers out in the world publish, by the address they call themselves. */
export const Issuers = z.array(
  z.strictObject({
    /** `https://token.actions.githubusercontent.com` */
    url: z.url({ protocol: /^https$/u }),
    /** Public keys as JSON Web Keys. */
    keys: z.array(z.looseObject({ kty: z.enum(['RSA', 'EC']), kid: z.string().optional() })).min(1),
  }),
);

/** The OpenID Connect providers an account trusts. */
export const OidcProviders = z.array(
  z.strictObject({
    url: z.url({ protocol: /^https$/u }),
    clientIds: z.array(z.string().min(1).max(255)).max(100).default(['sts.amazonaws.com']),
    thumbprints: z
      .array(z.string().regex(/^[0-9a-f]{40}$/u))
      .max(5)
      .default([]),
    tags: Tags,
    createdDaysAgo: Days,
  }),
);

/** The SAML providers an account trusts. */
export const SamlProviders = z.array(
  z.strictObject({
    name: z.string().regex(/^[\w._-]{1,128}$/u),
    /** The provider's metadata document, with its signing certificate. */
    metadata: z.string(),
    tags: Tags,
    createdDaysAgo: Days,
  }),
);

interface ProviderSeed {
  readonly oidcProviders: z.infer<typeof OidcProviders>;
  readonly samlProviders: z.infer<typeof SamlProviders>;
}

/** Puts the keys of issuers where AssumeRoleWithWebIdentity finds them. */
export function buildIssuers(world: World, issuers: z.infer<typeof Issuers>): void {
  for (const { url, keys } of issuers) publishIssuerKeys(world, url, keys as readonly IssuerKey[]);
}

/** The providers of one account. */
export function buildProviders(world: World, accountId: string, seed: ProviderSeed, reader: SeedReader): void {
  const { oidcProviders, samlProviders } = iamStateOf(world, accountId);
  for (const { url, clientIds, thumbprints, tags, createdDaysAgo } of seed.oidcProviders) {
    const bare = url.replace(/^https:\/\//u, '').replace(/\/$/u, '');
    const arn = `arn:${reader.partition}:iam::${accountId}:oidc-provider/${bare}`;
    const createdAt = reader.madeDaysAgo(createdDaysAgo);
    oidcProviders.set(arn, { arn, url: bare, createdAt, tags: new Map(Object.entries(tags)), clientIds, thumbprints });
  }
  for (const { name, metadata, tags, createdDaysAgo } of seed.samlProviders) {
    const arn = `arn:${reader.partition}:iam::${accountId}:saml-provider/${name}`;
    if (!isMetadata(metadata)) throw new Error(`seed: the metadata of ${arn} is not that of a SAML provider`);
    samlProviders.set(arn, {
      arn,
      name,
      uuid: shortId(16, arn).toUpperCase(),
      createdAt: reader.madeDaysAgo(createdDaysAgo),
      tags: new Map(Object.entries(tags)),
      metadata,
      validUntil: reader.madeDaysAgo(-3650),
      assertionEncryption: undefined,
      privateKeys: [],
    });
  }
}
