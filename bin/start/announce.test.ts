import { describe as group, expect, test } from "vitest";
import { describe } from "./announce.mjs";

const source = { webhookUrl: "http://127.0.0.1:3000/api/webhooks/generic/k", secret: "whsec_hidden" };
const firstRun = {
  email: "admin@localhost",
  password: "first password",
  apiTokenExpiresAt: "2026-03-31T10:00:00.000Z",
  sources: { airflow: source, generic: source },
};
const facts = { url: "http://127.0.0.1:3000", where: ".data/first-run.json", firstRun };
const at = (now: string, isFirst = false) => describe({ ...facts, isFirst, now: new Date(now) }).join("\n");

group("the start message", () => {
  test("shows secrets the first time only", () => {
    const first = at("2026-01-01T00:00:00Z", true);
    expect(first).toContain("first password");
    expect(first).toContain("X-Webhook-Secret: whsec_hidden");
    const later = at("2026-01-01T00:00:00Z");
    expect(later).not.toContain("first password");
    expect(later).not.toContain("whsec_hidden");
    expect(later).toContain("the password in .data/first-run.json, or your own");
  });

  test.each([
    ["2026-03-17T09:00:00Z", ""],
    ["2026-03-18T10:00:00Z", "expires on 2026-03-31"],
    ["2026-04-02T00:00:00Z", "expired on 2026-03-31"],
  ])("at %s: says that the API token %s", (now, notice) => {
    if (notice) expect(at(now)).toContain(`The API token in .data/first-run.json ${notice}.`);
    else expect(at(now)).not.toContain("API token");
  });

  test("does not mention a token that never expires", () => {
    const now = new Date("2030-01-01T00:00:00Z");
    const endless = describe({
      ...facts,
      firstRun: { ...firstRun, apiTokenExpiresAt: null },
      isFirst: false,
      now,
    });
    expect(endless.join("\n")).not.toContain("API token");
  });

  test.each([true, false])(
    "explains how to sign in without the file (treated as the first start: %s)",
    (isFirst) => {
      const text = describe({ ...facts, firstRun: null, isFirst, now: new Date() }).join("\n");
      expect(text).toContain(
        ".data/first-run.json was moved, or the database was set up from another folder",
      );
      expect(text).toMatch(/npx pd reset-owner$/m);
      expect(text).toContain("http://127.0.0.1:3000/setup");
      expect(text).not.toContain("Send a first failure");
      const elsewhere = describe({
        ...facts,
        where: "../pd/first-run.json",
        firstRun: null,
        isFirst,
        now: new Date(),
      });
      expect(elsewhere.join("\n")).toContain("npx pd reset-owner --data ../pd");
    },
  );
});
