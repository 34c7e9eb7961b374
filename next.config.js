/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Types are checked by `npm run check`; a newsroom's first start need not wait for them.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['better-sqlite3', 'pg', '@node-rs/argon2', 'mupdf', 'sharp', 'pdfkit', 'nodemailer'],
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
  devIndicators: false,
}
