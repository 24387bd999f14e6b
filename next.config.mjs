import { DATA_POLICY } from "./lib/platform/http/server-headers.mjs";

const SECURITY_HEADERS = [
  // Of what is not a page; proxy.ts gives pages their own in place of it.
  { key: "Content-Security-Policy", value: DATA_POLICY },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

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
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
};

export default config;
