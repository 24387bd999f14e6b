import { SECURITY_HEADERS } from "./lib/platform/http/server-headers.mjs";

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  // `npm run verify` checks types and `npm start` must not take long.
  typescript: { ignoreBuildErrors: true },
  experimental: { agentUpgrade: false },
  // Opens sockets and loads parts of itself at run time: nothing to bundle.
  serverExternalPackages: ["undici"],
  // Nothing here needs pictures resized.
  images: { unoptimized: true },
  headers: async () => [
    {
      source: "/:path*",
      headers: Object.entries(SECURITY_HEADERS).map(([key, value]) => ({ key, value })),
    },
  ],
};

export default config;
