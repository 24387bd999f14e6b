import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { createGuardedFetch, refusalOf, type Resolve } from "@/lib/platform/http/guarded-fetch";
import { parseOutboundAllow } from "@/lib/platform/http/outbound-policy";

const servers: Server[] = [];
const connections: string[] = [];

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  server.on("connection", (socket) => connections.push(socket.remoteAddress ?? ""));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  connections.length = 0;
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Answers each lookup with the next of `answers`, then always with the last one. */
function resolver(...answers: string[][]): Resolve & { count: () => number } {
  let count = 0;
  const resolve: Resolve = (_host, done) => {
    const addresses = answers[Math.min(count, answers.length - 1)] ?? [];
    count += 1;
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
  return Object.assign(resolve, { count: () => count });
}

const refusalFrom = async (call: Promise<unknown>) =>
  refusalOf(
    await call.then(
      () => null,
      (error: unknown) => error,
    ),
  )?.message;

it("refuses a harmless name that resolves to a forbidden address", async () => {
  const port = await serve((_request, response) => response.end("inside"));
  const guarded = createGuardedFetch(parseOutboundAllow("private"), resolver(["127.0.0.1"]));
  expect(await refusalFrom(guarded(`http://airflow.example.com:${port}/`))).toContain(
    "airflow.example.com (127.0.0.1) is this machine itself",
  );
  expect(connections).toEqual([]);
});

it("connects to the address it checked, with a single lookup", async () => {
  const port = await serve((_request, response) => response.end("listed"));
  const rebinding = resolver(["127.0.0.1"], ["169.254.169.254"]);
  const guarded = createGuardedFetch(parseOutboundAllow("127.0.0.1"), rebinding);
  const answer = await guarded(`http://rebind.example.com:${port}/`);
  expect(await answer.text()).toBe("listed");
  expect(rebinding.count()).toBe(1);
  servers[0]?.closeAllConnections();
  await expect.poll(() => refusalFrom(guarded(`http://rebind.example.com:${port}/`))).toContain("metadata");
});

it("skips a name's refused addresses", async () => {
  const port = await serve((_request, response) => response.end("ok"));
  const both = resolver(["169.254.169.254", "::ffff:169.254.169.254", "127.0.0.1"]);
  const guarded = createGuardedFetch(parseOutboundAllow("loopback"), both);
  expect((await guarded(`http://both.example.com:${port}/`)).status).toBe(200);
  const none = createGuardedFetch(parseOutboundAllow("loopback"), resolver(["169.254.169.254", "0.0.0.0"]));
  expect(await refusalFrom(none(`http://none.example.com:${port}/`))).toContain("metadata");
});

it("checks every redirect hop, address or name", async () => {
  const targets = [
    "http://169.254.169.254/latest/meta-data",
    "http://0xa9fea9fe/",
    "http://[::]:8080/",
    "http://in.example/",
  ];
  const port = await serve((request, response) => {
    response.writeHead(302, { location: targets[Number(request.url?.slice(1))] }).end();
  });
  const resolve: Resolve = (host, done) =>
    done(null, [
      { address: host === "in.example" ? "fe80::1" : "127.0.0.1", family: host === "in.example" ? 6 : 4 },
    ]);
  const guarded = createGuardedFetch(parseOutboundAllow("loopback"), resolve);
  for (const index of targets.keys()) {
    expect(await refusalFrom(guarded(`http://airflow.example.com:${port}/${index}`))).toMatch(
      /^Not called: /,
    );
  }
});

it("refuses a literal address in every spelling", async () => {
  const port = await serve((_request, response) => response.end("inside"));
  const guarded = createGuardedFetch(parseOutboundAllow("private"));
  for (const host of [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "[::ffff:127.0.0.1]",
    "localhost.",
  ]) {
    expect([host, await refusalFrom(guarded(`http://${host}:${port}/`))]).toEqual([
      host,
      expect.stringContaining("is this machine itself"),
    ]);
  }
  expect(connections).toEqual([]);
});

it("still reports an unknown name", async () => {
  const guarded = createGuardedFetch(parseOutboundAllow("private"));
  const error: unknown = await guarded("http://nowhere.invalid/").catch((caught: unknown) => caught);
  expect(refusalOf(error)).toBeNull();
  expect(error).toMatchObject({ cause: { code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) } });
});
