import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { withPeerAddress } from "./peer-address.mjs";

test("a client cannot spoof its address", async () => {
  const handler = withPeerAddress((request, response) => {
    response.end(JSON.stringify(request.headers["x-pipeline-debugger-peer"]));
  });
  const server = createServer(handler);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const forged = { "X-Pipeline-Debugger-Peer": "203.0.113.1" };
  expect(await (await fetch(url)).json()).toBe("127.0.0.1");
  expect(await (await fetch(url, { headers: forged })).json()).toBe("127.0.0.1");
  server.closeAllConnections();
  server.close();
});
