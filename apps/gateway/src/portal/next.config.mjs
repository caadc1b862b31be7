import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // Types are checked by `npm run check`; checking them again here would only make the first start slower.
  typescript: { ignoreBuildErrors: true },
  outputFileTracingRoot: repository,
  turbopack: {
    root: repository,
    rules: {
      // The two base sheets stay global: all others use the movements and colours that they name.
      '*.scoped.css': {
        condition: { not: { path: /\/base-(component|theme)\// } },
        loaders: [fileURLToPath(new URL('keep-class-names.mjs', import.meta.url))],
        as: '*.module.css',
      },
    },
    // Cloudscape's messages come parsed; without the parser every first load is 8 kB lighter (advice of FormatJS itself).
    resolveAlias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser' },
  },
  // No screen uses next/image; without the optimiser there is nothing to attack and nothing to install.
  images: { unoptimized: true },
  experimental: {
    // Cloudscape is some sixty small style sheets and modules a screen; fewer files load faster and compress better.
    cssChunking: { type: 'graph', requestCost: 1_000_000, weightDistribution: 0 },
    turbopackChunking: { minChunkSize: 200_000, maxChunkCountPerGroup: 12, maxMergeChunkSize: 1_000_000 },
  },
  transpilePackages: ['@cloudscape-design/components', '@cloudscape-design/code-view'],
};
