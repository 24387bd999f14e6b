// Passes the real client address to the pages; read by lib/platform/http/client-address.ts.

import { PEER_HEADER } from "../../lib/platform/http/server-headers.mjs";

/**
 * Adds the connection's address as a header, replacing any value sent by the client.
 * @param {import("./web-server.mjs").Handler} handler
 * @returns {import("./web-server.mjs").Handler}
 */
export function withPeerAddress(handler) {
  return (request, response) => {
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
    return handler(request, response);
  };
}
