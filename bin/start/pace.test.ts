import type { IncomingMessage, ServerResponse } from "node:http";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { paced } from "./pace.mjs";

const request = (url: string) => ({ url }) as IncomingMessage;
const response = (destroyed = false) => ({ destroyed }) as ServerResponse;

test("one request is begun at once, a crowd one per turn of the event loop", async () => {
  const begun: string[] = [];
  const handle = paced(({ url = "" }) => void begun.push(url));
  for (const url of ["/1", "/2", "/3"]) handle(request(url), response());
  expect(begun).toEqual(["/1"]);
  await turn();
  expect(begun).toEqual(["/1", "/2"]);
  await turn();
  await turn();
  handle(request("/4"), response());
  expect(begun).toEqual(["/1", "/2", "/3", "/4"]);
});

test("monitors are begun before the crowd", async () => {
  const begun: string[] = [];
  const handle = paced(({ url = "" }) => void begun.push(url));
  for (const url of ["/1", "/2", "/3", "/health?from=probe"]) handle(request(url), response());
  await turn();
  expect(begun).toEqual(["/1", "/health?from=probe"]);
});

test("a request whose sender has left is not begun", async () => {
  const begun: string[] = [];
  const handle = paced(({ url = "" }) => void begun.push(url));
  handle(request("/1"), response());
  handle(request("/gone"), response(true));
  handle(request("/2"), response());
  await turn();
  await turn();
  expect(begun).toEqual(["/1", "/2"]);
});
