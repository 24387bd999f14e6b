import { createServer, type Server } from "node:http";

/** An HTTP API on loopback that refuses, limits or does not answer the examples' requests. */
export interface PartnerApi {
  url: string;
  stop(): Promise<void>;
}

const JSON_TYPE = { "content-type": "application/json" };

export async function startPartnerApi(): Promise<PartnerApi> {
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    if (path.startsWith("/slow/")) return;
    if (path.startsWith("/partners")) {
      response.writeHead(401, { ...JSON_TYPE, "www-authenticate": "Bearer" });
      response.end('{"error":"token_expired"}');
    } else if (path.startsWith("/geocode")) {
      response.writeHead(429, { ...JSON_TYPE, "retry-after": "60" });
      response.end('{"error":"quota_exceeded"}');
    } else {
      response.writeHead(200, JSON_TYPE);
      response.end("{}");
    }
  });
  await listen(server);
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
}
