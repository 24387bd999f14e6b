import { expect, test } from "vitest";

import { normaliseMessage } from "@/lib/logs/fingerprints/normalise-message";

test.each<[string, string]>([
  ["mail to jo.doe@example.com bounced", "mail to <email> bounced"],
  ["GET https://api.example.com/v1/items?id=7 failed", "GET <url> failed"],
  ["could not write s3://lake/raw/part-1.parquet", "could not write <url>"],
  ["no route to 10.20.30.40", "no route to <ip>"],
  ["peer fe80::1ff:fe23:4567:890a left", "peer <ip> left"],
  ["run 0b5f3c1e-8f5e-4c1d-9b6a-2f1e0d3c4b5a lost", "run <uuid> lost"],
  ["commit 5fc35719b9cf96ec602dbc748ff31c587a46961d", "commit <sha1>"],
  ["etag 0751007cd28df267e8e051b51f918c60", "etag <md5>"],
  ["at 2026-02-20T22:16:36.123Z it stopped", "at <date> it stopped"],
  ["manual__2026-02-20T22:16:36.123456+00:00 failed", "manual__<date> failed"],
  ["partition 20260220 is empty", "partition <date> is empty"],
  ["since Mon, 02 Jan 2006 15:04:05 MST", "since <date>"],
  ["on Mon Jan 02 2006 14:04:05 GMT-0800 (Pacific Standard Time) it broke", "on <date> it broke"],
  ["at 11:21 pm, then 9:08AM", "at <date>, then <date>"],
  ["window datetime.datetime(2026, 6, 24, 18, 33) is empty", "window <date> is empty"],
  ["file 20260102 150405Z is late", "file <date> is late"],
  ["took 12ms, 3.5s or 2 minutes", "took <duration>, <duration> or <duration>"],
  ["pointer 0x7f3a9c", "pointer <hex>"],
  ["<urllib3.connection.HTTPSConnection object at 0x7f1a2b> died", "<object> died"],
  ["expected 5, got -0.25", "expected <int>, got <float>"],
  ["items[17] of 20", "items[<int>] of <int>"],
  ['retry=true name="x y"', "retry=<bool> name=<quoted_str>"],
  ["cannot reach db.example.com now", "cannot reach <hostname> now"],
  ['SAVEPOINT "s140177518376768_x2"', "SAVEPOINT <uniq_id>"],
  ["table raw_orders_9f8e7d6c5b4a is gone", "table raw_orders_<uniq_id> is gone"],
])("%s", (message, expected) => {
  expect(normaliseMessage(message)).toBe(expected);
});

test.each([
  "python3 cannot import name x2 from abc123",
  "Encoding: utf-8",
  "X-Amz-Apigw-Id",
  "relation raw.orders_v2 does not exist",
  "no such module load_orders.py",
  "a plain sentence without anything that varies",
])("keeps %s unchanged", (message) => {
  expect(normaliseMessage(message)).toBe(message);
});

test("is idempotent", () => {
  const once = normaliseMessage("run 7 at 2026-02-20 10:00:00 on 10.0.0.1 took 3s (id=abc9f8e7d6c)");
  expect(normaliseMessage(once)).toBe(once);
});
