import { describe, expect, it } from "vitest";
import { reconcilerLine } from "@/components/setup/reconciler-words";

const fine = {
  succeededAt: "2026-11-30T02:00:05Z",
  finishedAt: "2026-11-30T02:00:02Z",
  readUntil: "2026-11-30T02:00:00Z",
  failingSince: null,
  error: null,
  requests: 5,
  durationMs: 640,
};
const source = { apiBaseUrl: "http://airflow:8080", enabled: true, isReconciled: true, reconciliation: fine };

describe("the reconciler's line", () => {
  it("says how far it has come, and at what cost", () => {
    const { text, tone } = reconcilerLine(source);
    expect(text).toMatch(/^Everything up to .*2026.* is known; the last pass took 5 requests in 0\.6 s\.$/);
    expect(tone).toBe("muted");
  });

  it.each([
    [{ apiBaseUrl: null }, "Connect the API to compare this source.", "muted"],
    [{ isReconciled: false }, "Switched off: only webhooks are read.", "muted"],
    [{ enabled: false }, "This source is disabled.", "muted"],
    [{ reconciliation: null }, "The first comparison starts within a minute.", "muted"],
    [{ reconciliation: { ...fine, error: "No rights." } }, "No rights.", "warn"],
  ] as const)("for %j says what stops it", (part, text, tone) => {
    expect(reconcilerLine({ ...source, ...part })).toEqual({ text, tone });
  });

  it("says since when it fails, and why", () => {
    const failing = { ...fine, failingSince: "2026-11-30T01:00:00Z", error: "Airflow rejected the token." };
    const { text, tone } = reconcilerLine({ ...source, reconciliation: failing });
    expect(text).toMatch(/^Cannot be compared since .*: Airflow rejected the token\.$/);
    expect(tone).toBe("danger");
  });
});
