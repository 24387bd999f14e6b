import { describe, expect, it } from "vitest";
import { diffFiles } from "@/components/incidents/diff-rows";
import { groupEvidence } from "@/components/incidents/evidence-tabs";
import { filterSentence } from "@/components/incidents/filter-sentence";
import { shownLines } from "@/components/incidents/log-lines";
import { keyAction } from "@/components/layout/keys";
import { keysFor } from "@/components/layout/live-keys";
import { durationText, relativeTime } from "@/components/ui/relative-time-text";
import type { Evidence } from "@/lib/evidence/schemas";

describe("filterSentence", () => {
  it.each([
    [{}, "Showing every incident, newest activity first"],
    [{ status: ["open" as const], category: ["schema_change" as const] }, "Showing open · schema change"],
    [
      { severity: ["critical" as const, "high" as const], pipeline: "orders", q: "x" },
      "Showing critical or high · pipeline orders · matching “x”",
    ],
    [{ assignee: "none" }, "Showing nobody's"],
  ])("%j", (filter, expected) => expect(filterSentence(filter)).toBe(expected));
});

describe("shownLines", () => {
  const base = {
    first: 101,
    count: 200,
    window: { startLine: 150, endLine: 152 },
    target: null,
    isWhole: false,
    search: "",
    lines: [],
  };

  it("shows the window with its surroundings and folds the rest", () => {
    const rows = shownLines(base);
    expect(rows[0]).toEqual({ kind: "fold", from: 101, count: 46 });
    expect(rows.slice(1, -1)).toEqual(
      Array.from({ length: 9 }, (_, i) => ({ kind: "line", number: 147 + i })),
    );
    expect(rows.at(-1)).toEqual({ kind: "fold", from: 156, count: 145 });
  });

  it("shows what is cited beside the window", () => {
    const numbers = shownLines({ ...base, target: { startLine: 290, endLine: 290 } }).flatMap((row) =>
      row.kind === "line" ? [row.number] : [],
    );
    expect(numbers).toContain(290);
    expect(numbers).toContain(150);
  });

  it("shows all lines when asked, and only matching ones when searched", () => {
    expect(shownLines({ ...base, isWhole: true })).toHaveLength(200);
    const rows = shownLines({ ...base, first: 1, count: 3, search: "ERR", lines: ["ok", "an err", "ok"] });
    expect(rows).toEqual([
      { kind: "fold", from: 1, count: 1 },
      { kind: "line", number: 2 },
      { kind: "fold", from: 3, count: 1 },
    ]);
  });
});

describe("diffFiles", () => {
  it("numbers both sides and marks the words that changed", () => {
    const patch =
      "--- a/dags/x.py\n+++ b/dags/x.py\n@@ -1,3 +1,3 @@\n import os\n-name = row['customer_id']\n+name = row['client_id']\n done()\n";
    const [file] = diffFiles(patch) ?? [];
    expect(file?.path).toBe("dags/x.py");
    const rows = file?.hunks[0]?.rows ?? [];
    expect(rows.map((row) => [row.kind, row.oldNumber, row.newNumber])).toEqual([
      ["context", 1, 1],
      ["remove", 2, null],
      ["add", null, 2],
      ["context", 3, 3],
    ]);
    expect(
      rows[2]?.words
        .filter((word) => word.isChanged)
        .map((word) => word.text)
        .join(""),
    ).toContain("client_id");
    expect(rows[1]?.words.map((word) => word.text).join("")).toBe("name = row['customer_id']");
  });

  it("answers nothing to draw for text that is no diff", () => {
    expect(diffFiles("hello") ?? []).toEqual([]);
  });
});

describe("groupEvidence", () => {
  const piece = (collector: string, status: Evidence["status"]) =>
    ({ id: `${collector}${status}`, collector, status }) as Evidence;

  it("keeps a fixed order, counts what there is and says what is missing", () => {
    const tabs = groupEvidence([
      piece("zz-new", "ok"),
      piece("code-changes", "not_connected"),
      piece("orchestrator-log", "ok"),
      piece("orchestrator-log", "denied"),
    ]);
    expect(tabs.map((tab) => [tab.label, tab.count, tab.isMissing])).toEqual([
      ["Log", 1, false],
      ["Changes", 0, true],
      ["zz-new", 1, false],
    ]);
  });
});

describe("times", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  it.each([
    ["2026-11-21T11:59:55Z", /^now$/],
    ["2026-11-21T11:57:00Z", /^3 ?m(in)? ago$/],
    ["2026-11-21T10:00:00Z", /^2 ?hr? ago$/],
    ["2026-11-01T10:00:00Z", /^2026-11-01$/],
  ])("%s is %s", (at, expected) => expect(relativeTime(at, now)).toMatch(expected));

  it.each([
    [240, "240 ms"],
    [3_200, "3.2 s"],
    [240_000, "4 min"],
    [9_000_000, "2.5 h"],
  ])("%i ms is %s", (ms, expected) => expect(durationText(ms)).toBe(expected));
});

describe("keysFor", () => {
  it("names what a change makes stale", () => {
    expect(keysFor({ incidentId: "i", table: "evidence" })).toEqual([["incident", "i"]]);
    expect(keysFor({ incidentId: null, table: "deliveries" })).toEqual([["deliveries"], ["sources"]]);
    expect(keysFor({ incidentId: "i", table: "incidents" })).toContainEqual(["incidents"]);
  });
});

describe("keyAction", () => {
  const press = { key: "k", isCommand: false, isTyping: false, previous: "" };
  it.each([
    [{ ...press, isCommand: true }, { kind: "palette" }],
    [{ ...press, isCommand: true, isTyping: true }, { kind: "palette" }],
    [{ ...press, key: "?" }, { kind: "keys" }],
    [{ ...press, key: "?", isTyping: true }, null],
    [
      { ...press, key: "s", previous: "g" },
      { kind: "go", href: "/stats" },
    ],
    [{ ...press, key: "s" }, null],
    [{ ...press, key: "s", previous: "g", isTyping: true }, null],
  ])("%j", (given, expected) => expect(keyAction(given)).toEqual(expected));
});
