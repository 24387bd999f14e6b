// Tells the pages where a request really comes from; lib/platform/http/client-address.ts reads it.

import { PEER_HEADER } from "../../lib/platform/http/server-headers.mjs";

/**
 * The same handler, for requests that carry the address of their connection. What a client sends under that name is
 * replaced.
 * @param {import("./web-server.mjs").Handler} handler
 * @returns {import("./web-server.mjs").Handler}
 */
export function withPeerAddress(handler) {
  return (request, response) => {
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
    return handler(request, response);
  };
}
