import type { IncomingMessage, ServerResponse } from "node:http";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { paced } from "./pace.mjs";

const request = (url: string) => ({ url }) as IncomingMessage;
const response = (destroyed = false) => ({ destroyed }) as ServerResponse;

test("starts a single request at once, and a burst one per event-loop turn", async () => {
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

test("starts health checks before the rest of a burst", async () => {
  const begun: string[] = [];
  const handle = paced(({ url = "" }) => void begun.push(url));
  for (const url of ["/1", "/2", "/3", "/health?from=probe"]) handle(request(url), response());
  await turn();
  expect(begun).toEqual(["/1", "/health?from=probe"]);
});

test("starts webhooks that arrive by the hundred after everything else", async () => {
  const begun: string[] = [];
  const handle = paced(({ url = "" }) => void begun.push(url));
  const bulk = ["/api/webhooks/openlineage/a", "/api/v1/lineage", "/api/webhooks/openlineage/b?x=1"];
  for (const url of [...bulk, "/api/webhooks/airflow/a", "/incidents"]) handle(request(url), response());
  for (let i = 0; i < 5; i += 1) await turn();
  expect(begun).toEqual([bulk[0], "/api/webhooks/airflow/a", "/incidents", bulk[1], bulk[2]]);
});

test("does not start a request whose client has disconnected", async () => {
  const begun: string[] = [];
  const handle = paced(({ url = "" }) => void begun.push(url));
  handle(request("/1"), response());
  handle(request("/gone"), response(true));
  handle(request("/2"), response());
  await turn();
  await turn();
  expect(begun).toEqual(["/1", "/2"]);
});
