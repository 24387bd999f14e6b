// Headers shared by the HTTP server (bin/start) and the application. JavaScript, because the server runs before anything is
// built.

/** The IP address of a request's connection. The server sets it, replacing a value sent by the client. */
export const PEER_HEADER = "x-pipeline-debugger-peer";

/** Content-Security-Policy of all responses that are not pages: browsers may not run or load anything from them. */
export const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
