// Headers on which the HTTP server (bin/start) and the application agree. JavaScript, because the server runs before
// anything is built.

/** Holds the address of a request's connection. The server sets it, and replaces what a client sends under the name. */
export const PEER_HEADER = "x-pipeline-debugger-peer";

/** Content-Security-Policy of everything that is not a page: no browser may run or load anything from it. */
export const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
