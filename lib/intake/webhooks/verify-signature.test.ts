import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import vector from "@/lib/intake/webhooks/fixtures/standard-webhooks-vector.json";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";

const bytes = (text: string) => new TextEncoder().encode(text);
const at = (seconds: number) => new Date(seconds * 1000);
const vectorTime = Number(vector.headers["webhook-timestamp"]);
const { secret } = vector;
const other = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;

function check(changes: { body?: string; headers?: Record<string, string>; secrets?: string[]; now?: Date }) {
  return verifyDelivery({
    rawBody: bytes(changes.body ?? vector.payload),
    headers: changes.headers ?? vector.headers,
    secrets: changes.secrets ?? [secret],
    now: changes.now ?? at(vectorTime),
  });
}

describe("Standard Webhooks signatures", () => {
  it("accept the published vector", () => {
    expect(check({})).toEqual({ ok: true, method: "signature" });
  });

  it("agree with the reference library", () => {
    const body = '{"dag_id":"größe 😀"}';
    const signature = new Webhook(other).sign("msg_x", at(vectorTime), body);
    const headers = {
      "Webhook-Id": "msg_x",
      "Webhook-Timestamp": String(vectorTime),
      "Webhook-Signature": signature,
    };
    expect(check({ body, headers, secrets: [other] })).toEqual({ ok: true, method: "signature" });
  });

  it("agree with the reference library on any text and any change to it", () => {
    const random = (max: number) => randomBytes(4).readUInt32BE() % max;
    for (let round = 0; round < 300; round += 1) {
      const body = randomBytes(random(400)).toString("latin1") + (round % 3 === 0 ? "größe 😀" : "");
      const id = `msg_${round}`;
      const library = new Webhook(other);
      // The library's clock cannot be set, so it signs and verifies at the current time.
      const now = new Date();
      const headers = {
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
        "webhook-signature": library.sign(id, now, body),
      };
      const sent = round % 2 === 0 ? body : `${body.slice(0, -1)}\u0101`;
      let isAccepted = true;
      try {
        library.verify(sent, headers, { jsonParse: false });
      } catch {
        isAccepted = false;
      }
      expect(isAccepted).toBe(round % 2 === 0);
      expect(check({ body: sent, headers, secrets: [other], now }).ok).toBe(isAccepted);
    }
  });

  it("accept either of two active secrets and any of several signatures", () => {
    expect(check({ secrets: [other, secret] }).ok).toBe(true);
    const several = `v1a,abc v1,${Buffer.alloc(32).toString("base64")} ${vector.headers["webhook-signature"]}`;
    expect(check({ headers: { ...vector.headers, "webhook-signature": several } }).ok).toBe(true);
  });

  it.each([
    ["five minutes old", 300, true],
    ["older than that", 301, false],
    ["five minutes ahead", -300, true],
    ["further ahead", -301, false],
  ])("have a tolerance: %s", (_name, ageSeconds, ok) => {
    expect(check({ now: at(vectorTime + ageSeconds) }).ok).toBe(ok);
  });

  it.each([
    ["a changed body", { body: `${vector.payload} ` }, "does not match"],
    ["another secret", { secrets: [other] }, "does not match"],
    ["no secrets", { secrets: [] }, "does not match"],
    ["another id", { headers: { ...vector.headers, "webhook-id": "msg_other" } }, "does not match"],
    ["no id", { headers: { ...vector.headers, "webhook-id": "" } }, "webhook-id is missing"],
    ["no timestamp", { headers: { ...vector.headers, "webhook-timestamp": "" } }, "webhook-timestamp"],
    [
      "a timestamp with text",
      { headers: { ...vector.headers, "webhook-timestamp": `${vectorTime}x` } },
      "webhook-timestamp",
    ],
    [
      "only another version",
      { headers: { ...vector.headers, "webhook-signature": "v2,abcd" } },
      "no v1 signature",
    ],
    [
      "a short signature",
      { headers: { ...vector.headers, "webhook-signature": "v1,AAAA" } },
      "malformed: send `v1,` and the base64 of an HMAC-SHA256, which is 44 characters long",
    ],
    [
      "a signature that is not base64",
      { headers: { ...vector.headers, "webhook-signature": "v1,{signature}" } },
      "is malformed",
    ],
    ["a wrong signature, saying what to check", { secrets: [other] }, "Check that the sender signs"],
  ])("refuse %s", (_name, changes, reason) => {
    const result = check(changes);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.reason).toContain(reason);
  });

  it("sign bytes, not text, so a body need not be UTF-8", () => {
    const rawBody = Uint8Array.from([0xff, 0xfe, 0x00]);
    const text = new TextDecoder().decode(rawBody);
    const signature = new Webhook(secret).sign("m", at(vectorTime), text);
    const headers = {
      "webhook-id": "m",
      "webhook-timestamp": String(vectorTime),
      "webhook-signature": signature,
    };
    expect(verifyDelivery({ rawBody, headers, secrets: [secret], now: at(vectorTime) }).ok).toBe(false);
  });

  it("are not bypassed by a correct shared secret", () => {
    const headers = {
      ...vector.headers,
      "webhook-signature": `v1,${Buffer.alloc(32).toString("base64")}`,
      "x-webhook-secret": secret,
    };
    expect(check({ headers }).ok).toBe(false);
  });
});

describe("shared secrets", () => {
  const basic = (userAndPassword: string) => `Basic ${Buffer.from(userAndPassword).toString("base64")}`;

  it.each([
    [{ "X-Webhook-Secret": secret }, "secret"],
    [{ "x-pipeline-debugger-secret": secret }, "secret"],
    [{ authorization: `Bearer ${secret}` }, "bearer"],
    [{ Authorization: `bearer ${secret}` }, "bearer"],
    [{ authorization: basic(`airflow:${secret}`) }, "basic"],
  ])("are accepted in %j", (headers, method) => {
    expect(check({ headers })).toEqual({ ok: true, method });
    expect(check({ headers, secrets: [other, secret] })).toEqual({ ok: true, method });
  });

  it.each([
    [{}, "No signature and no secret"],
    [{ "x-webhook-secret": `${secret}x` }, "x-webhook-secret"],
    [{ "x-webhook-secret": secret.slice(0, -1) }, "x-webhook-secret"],
    [{ "x-webhook-secret": "" }, "No signature"],
    [{ authorization: secret }, "No signature"],
    [{ authorization: "Bearer nope" }, "Authorization"],
    [{ authorization: basic("airflow:") }, "No signature"],
    [{ authorization: basic(`airflow:${other}`) }, "Authorization"],
    [{ authorization: "Digest abc" }, "No signature"],
  ])("are refused in %j", (headers, reason) => {
    const result = check({ headers: headers as Record<string, string> });
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.reason).toContain(reason);
  });

  it("are refused if the source has none", () => {
    expect(check({ headers: { "x-webhook-secret": secret }, secrets: [""] }).ok).toBe(false);
  });
});
