import { describe, expect, it } from "vitest";
import { storableHeaders } from "@/lib/intake/webhooks/storable-headers";

const GITHUB_TOKEN = `ghp_${"a1B2c3D4e5F6".repeat(3)}`;

describe("storableHeaders", () => {
  it.each([
    ["authorization", "Bearer s3cr3t-value-0001"],
    ["cookie", "session=s3cr3t-value-0001"],
    ["x-webhook-secret", "s3cr3t-value-0001"],
    ["x-api-key", "s3cr3t-value-0001"],
    ["x-amz-security-token", "s3cr3t-value-0001"],
    ["apikey", "s3cr3t-value-0001"],
    ["private-token", "s3cr3t-value-0001"],
    ["x-forwarded-uri", "/hook?sig=s3cr3t-value-0001"],
    ["referer", "https://user:s3cr3t-value-0001@example.com/"],
    ["x-vault", "s3cr3t-value-0001"],
    ["anything-else", "s3cr3t-value-0001"],
  ])("keeps the name of %s but not its value", (name, value) => {
    expect(storableHeaders({ [name]: value })).toEqual({ [name]: "[redacted]" });
  });

  it("keeps headers that help with debugging", () => {
    const headers = {
      "content-type": "application/json",
      "user-agent": "pipeline-debugger-callback/1",
      "webhook-id": "msg_1",
      "x-github-event": "workflow_run",
      traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    };
    expect(storableHeaders(headers)).toEqual(headers);
  });

  it("redacts the values it keeps, even truncated ones", () => {
    const stored = storableHeaders({
      "user-agent": `curl/8 ${GITHUB_TOKEN}`,
      "x-request-id": `${"x".repeat(980)} ${GITHUB_TOKEN}`,
    });
    expect(stored["user-agent"]).toMatch(/^curl\/8 \[redacted:/);
    expect(JSON.stringify(stored)).not.toContain(GITHUB_TOKEN.slice(0, 16));
  });

  it("is idempotent", () => {
    const once = storableHeaders({ "user-agent": `curl ${GITHUB_TOKEN}`, cookie: "a=b" });
    expect(storableHeaders(once)).toEqual(once);
  });
});
