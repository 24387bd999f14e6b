// Headers shared by the HTTP server (bin/start) and the application. JavaScript, because the server runs before anything is
// built.

/** The IP address of a request's connection. The server sets it, replacing a value sent by the client. */
export const PEER_HEADER = "x-pipeline-debugger-peer";

/** Content-Security-Policy of all responses that are not pages: browsers may not run or load anything from them. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Of every response. proxy.ts gives pages their own policy in place of this one. */
export const SECURITY_HEADERS = {
  "content-security-policy": DATA_POLICY,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};
