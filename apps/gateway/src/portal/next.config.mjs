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
    // Cloudscape's messages come parsed; without the parser every first load is 8 kB lighter (advice of FormatJS itself).
    resolveAlias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser' },
  },
  // No screen uses next/image; without the optimiser there is nothing to attack and nothing to install.
  images: { unoptimized: true },
  experimental: {
    // Cloudscape is some sixty small style sheets and modules a screen; fewer files load faster and compress better.
    cssChunking: 'graph',
    turbopackChunking: { minChunkSize: 200_000, maxChunkCountPerGroup: 12, maxMergeChunkSize: 1_000_000 },
  },
  transpilePackages: ['@cloudscape-design/components', '@cloudscape-design/code-view'],
};
