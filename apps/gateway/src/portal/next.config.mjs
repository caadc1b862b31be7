import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // Types are checked by `npm run check`; checking them again here would only make the first start slower.
  typescript: { ignoreBuildErrors: true },
  outputFileTracingRoot: repository,
  turbopack: { root: repository },
  // No screen uses next/image; without the optimiser there is nothing to attack and nothing to install.
  images: { unoptimized: true },
  transpilePackages: ['@cloudscape-design/components', '@cloudscape-design/code-view'],
};
