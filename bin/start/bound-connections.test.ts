import { EventEmitter, once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { boundConnections, networkOf } from "./bound-connections.mjs";
import { openWebServer } from "./web-server.mjs";

/** The server's end of a connection, with the members that the limits use. */
class FakeSocket extends EventEmitter {
  destroyed = false;
  written = "";
  constructor(readonly remoteAddress: string) {
    super();
  }
  destroy() {
    this.destroyed = true;
    this.emit("close");
  }
  write(text: string) {
    this.written += text;
    return true;
  }
  pause() {}
  end() {}
}

const socketFrom = (address: string) => new FakeSocket(address) as FakeSocket & Socket;

function crowd(limits: Parameters<typeof boundConnections>[0]) {
  const connections = boundConnections(limits);
  const admitted = (address: string) => {
    const socket = socketFrom(address);
    connections.admit(socket);
    return socket;
  };
  return { ...connections, admitted };
}

describe("a connection over the limit", () => {
  test("closes the connection that has been idle the longest", () => {
    const { admitted, count } = crowd({ maxConnections: 2 });
    const [first, second, third] = [admitted("10.0.0.1"), admitted("10.0.0.2"), admitted("10.0.0.3")];
    expect([first, second, third].map(({ destroyed }) => destroyed)).toEqual([true, false, false]);
    expect(third.written).toBe("");
    expect(count()).toBe(2);
  });

  test("closes no connection with a response in progress", () => {
    const { admitted, keep } = crowd({ maxConnections: 2 });
    const stream = admitted("10.0.0.1");
    keep(stream);
    const idle = admitted("10.0.0.2");
    admitted("10.0.0.3");
    expect([stream.destroyed, idle.destroyed]).toEqual([false, true]);
  });

  test("is refused while all others are being answered, and accepted after one is done", () => {
    const { admitted, keep, release, count } = crowd({ maxConnections: 1 });
    const busy = admitted("10.0.0.1");
    keep(busy);
    keep(busy);
    release(busy);
    const refused = admitted("10.0.0.2");
    expect(refused.written).toMatch(/^HTTP\/1.1 503 [^]*retry-after: 1/);
    expect([busy.destroyed, count()]).toEqual([false, 1]);
    release(busy);
    expect(admitted("10.0.0.3").written).toBe("");
    expect(busy.destroyed).toBe(true);
  });

  test("closes only a connection from the same address", () => {
    const { admitted } = crowd({ maxConnections: 100, maxConnectionsPerAddress: 2 });
    const other = admitted("10.0.0.9");
    const [first, second] = [admitted("10.0.0.1"), admitted("::ffff:10.0.0.1"), admitted("10.0.0.1")];
    expect([other, first, second].map((socket) => socket?.destroyed)).toEqual([false, true, false]);
  });

  test.each([
    ["this machine, where a proxy may run", "127.0.0.1", 2],
    ["this machine over IPv6", "::1", 2],
    ["any address, when the limit is disabled", "10.0.0.1", 0],
  ])("never comes from %s", (_name, address, maxConnectionsPerAddress) => {
    const { admitted } = crowd({ maxConnections: 100, maxConnectionsPerAddress });
    const sockets = Array.from({ length: 20 }, () => admitted(address));
    expect(sockets.some(({ destroyed }) => destroyed)).toBe(false);
  });

  test("is not counted after it ends", () => {
    const { admitted, count } = crowd({ maxConnections: 100, maxConnectionsPerAddress: 2 });
    for (let i = 0; i < 50; i++) admitted("10.0.0.1").destroy();
    expect(count()).toBe(0);
    expect([admitted("10.0.0.1"), admitted("10.0.0.1")].some(({ destroyed }) => destroyed)).toBe(false);
  });
});

test.each([
  ["10.1.2.3", "10.1.2.3"],
  ["::ffff:10.1.2.3", "10.1.2.3"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8::6", "2001:db8:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
  ["::1", "::1"],
  ["", ""],
])("%s counts as %s", (address, network) => expect(networkOf(address)).toBe(network));

describe("connection limits of the server", () => {
  async function dial(port: number, text: string) {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    let received = "";
    socket.on("data", (data) => (received += String(data)));
    await once(socket, "connect");
    socket.write(text);
    return { socket, received: () => received };
  }

  async function until(condition: () => boolean): Promise<void> {
    for (let i = 0; !condition(); i++) {
      if (i > 500) throw new Error("The condition was never met.");
      await sleep(10);
    }
  }

  test("close unfinished requests and idle connections, but no live streams", async () => {
    const web = await openWebServer("127.0.0.1", 0, { maxConnections: 10 });
    web.use((request, response) => {
      if (request.url === "/stream")
        response.writeHead(200, { "content-type": "text/event-stream" }).write(": \n\n");
      else response.end("answered");
    });
    const stream = await dial(web.port, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    await until(() => stream.received().includes("event-stream"));
    const idle = await dial(web.port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await until(() => idle.received().includes("answered"));
    const unfinished: Awaited<ReturnType<typeof dial>>[] = [];
    for (let i = 0; i < 30; i++) {
      unfinished.push(await dial(web.port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf"));
    }
    const last = await dial(web.port, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    await until(() => last.received().includes("answered"));
    await until(() => unfinished.filter(({ socket }) => !socket.destroyed).length <= 9);
    expect(idle.socket.destroyed).toBe(true);
    expect(stream.socket.destroyed).toBe(false);
    for (const { socket } of [stream, ...unfinished]) socket.destroy();
    await web.close();
  });
});
