import { createServer, connect, type NetConnectOpts, type Server, type Socket } from "node:net";

/**
 * What the proxy does with connections: `pass` forwards everything; `freeze` freezes old and new connections; `half-open`
 * freezes old ones and serves new ones; `cut` closes old and new ones; `refuse` closes old ones and stops listening.
 */
export type Fault = "pass" | "freeze" | "half-open" | "cut" | "refuse";

export interface FaultProxy {
  /** The database's URL through the proxy. */
  url: string;
  become: (fault: Fault) => Promise<void>;
  close: () => Promise<void>;
}

/** A TCP proxy in front of the database at `databaseUrl` (a TCP address, or a socket in a folder). */
export async function startFaultProxy(databaseUrl: string): Promise<FaultProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let fault: Fault = "pass";
  const server = createServer((client) => {
    if (fault === "cut") {
      client.destroy();
      return;
    }
    const upstream = connect(target(databaseUrl));
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    for (const [socket, other] of [pair, [upstream, client]] as const) {
      socket.on("error", () => {});
      socket.once("close", () => {
        pairs.delete(pair);
        other.destroy();
      });
    }
    client.pipe(upstream);
    upstream.pipe(client);
    if (fault === "freeze") hold(pair);
  });
  await listen(server, 0);
  const { port } = server.address() as { port: number };
  const cutAll = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    url: throughPort(databaseUrl, port),
    async become(next) {
      const wasListening = server.listening;
      fault = next;
      if (next === "freeze" || next === "half-open") for (const pair of pairs) hold(pair);
      if (next === "pass") for (const pair of pairs) letGo(pair);
      if (next === "cut" || next === "refuse") cutAll();
      if (next === "refuse") await stopListening(server);
      else if (!wasListening) await listen(server, port);
    },
    async close() {
      cutAll();
      await stopListening(server);
    },
  };
}

/** Stops reading on both sides, so nothing arrives and nothing is closed. */
function hold([client, upstream]: [Socket, Socket]): void {
  client.unpipe(upstream).pause();
  upstream.unpipe(client).pause();
}

function letGo([client, upstream]: [Socket, Socket]): void {
  if (!client.isPaused()) return;
  client.pipe(upstream);
  upstream.pipe(client);
}

function target(databaseUrl: string): NetConnectOpts {
  const url = new URL(databaseUrl);
  const folder = url.searchParams.get("host");
  if (folder) return { path: `${folder}/.s.PGSQL.5432` };
  return { host: url.hostname, port: Number(url.port || 5432) };
}

function throughPort(databaseUrl: string, port: number): string {
  const url = new URL(databaseUrl);
  url.searchParams.delete("host");
  url.host = `127.0.0.1:${port}`;
  return url.href;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function stopListening(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => server.close(() => resolve()));
}
