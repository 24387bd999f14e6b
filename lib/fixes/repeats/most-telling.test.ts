import { describe, expect, it } from "vitest";
import { isDiscouraged, mostTelling, type EarlierFix } from "@/lib/fixes/repeats/most-telling";

const fix = (more: Partial<EarlierFix> = {}): EarlierFix => ({
  id: "f",
  incidentNumber: 98,
  status: "proposed",
  decision: null,
  reason: null,
  outcome: null,
  createdAt: new Date("2026-11-01T00:00:00Z"),
  judgedAt: null,
  ...more,
});

describe("an earlier fix with the same change", () => {
  it.each<[string, Partial<EarlierFix>, string, boolean]>([
    ["worked", { status: "merged", outcome: "worked" }, "merged, worked", false],
    ["did not work", { status: "merged", outcome: "did_not_work" }, "merged, did not work", true],
    [
      "was rejected",
      { decision: "rejected", reason: "hides missing rows" },
      "rejected: hides missing rows",
      true,
    ],
    ["was rejected without a reason", { decision: "rejected" }, "rejected", true],
    ["was merged", { status: "merged", outcome: "unknown" }, "merged", false],
    ["was closed", { status: "closed" }, "closed without merging", false],
    ["is open", { status: "open" }, "pull request open", false],
    ["was proposed only", {}, "proposed, not used", false],
  ])("%s", (_, more, words, discouraged) => {
    const found = mostTelling([fix(more)]);
    expect(found?.text).toBe(`Same change as the fix of #98 (${words})`);
    expect(isDiscouraged(found)).toBe(discouraged);
  });

  it.each([
    ["worked", "2026-11-05", "rejected", "2026-11-03", "worked"],
    ["worked", "2026-11-03", "rejected", "2026-11-05", "rejected"],
    ["worked", "2026-11-03", "did_not_work", "2026-11-05", "did_not_work"],
    ["did_not_work", "2026-11-03", "worked", "2026-11-05", "worked"],
  ] as const)("%s on %s and %s on %s: %s", (first, firstDay, second, secondDay, expected) => {
    const judged = (verdict: "worked" | "did_not_work" | "rejected", day: string) =>
      fix({
        ...(verdict === "rejected" ? { decision: verdict } : { status: "merged", outcome: verdict }),
        judgedAt: new Date(`${day}T00:00:00Z`),
      });
    expect(mostTelling([judged(first, firstDay), judged(second, secondDay)])?.verdict).toBe(expected);
  });

  it("is one that was judged before one that was not, and the newest of equals", () => {
    const all = [
      fix({ id: "open", status: "open", createdAt: new Date("2026-11-09T00:00:00Z") }),
      fix({ id: "worked", status: "merged", outcome: "worked" }),
      fix({ id: "worked-later", outcome: "worked", createdAt: new Date("2026-11-02T00:00:00Z") }),
    ];
    expect(mostTelling(all)?.fixId).toBe("worked-later");
    expect(mostTelling(all.slice(0, 2))?.fixId).toBe("worked");
    expect(mostTelling([])).toBeNull();
    expect(isDiscouraged(null)).toBe(false);
  });
});
