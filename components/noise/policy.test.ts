import { describe, expect, it } from "vitest";
import {
  formKindOf,
  localMinute,
  policyFromForm,
  type FormKind,
} from "@/components/noise/policy-form-values";
import { ruleSentence, scopeWords } from "@/components/noise/policy-words";
import type { NoisePolicy } from "@/lib/incidents/noise/schemas";

function form(values: Record<string, string | string[]>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({ name: "Quiet", ...values }))
    for (const item of [value].flat()) data.append(name, item);
  return data;
}

describe("policyFromForm", () => {
  it.each<[FormKind, Record<string, string | string[]>, object]>([
    [
      "mute",
      { pipelines: "orders_*, billing\n", reason: "DATA-12" },
      { kind: "mute", expiresAt: null, pipelines: ["orders_*", "billing"], reason: "DATA-12" },
    ],
    [
      "mute",
      { expiresAt: localMinute("2026-11-30T08:00:00.000Z") },
      { expiresAt: "2026-11-30T08:00:00.000Z" },
    ],
    [
      "maintenance",
      { weekdays: ["sun", "sat"], from: "22:00", to: "04:00", zone: "Europe/Berlin" },
      {
        kind: "maintenance",
        rule: { weekdays: ["sat", "sun"], from: "22:00", to: "04:00", zone: "Europe/Berlin" },
      },
    ],
    [
      "maintenance_once",
      { start: localMinute("2026-11-30T08:00:00.000Z"), end: localMinute("2026-11-30T09:00:00.000Z") },
      { rule: { from: "2026-11-30T08:00:00.000Z", until: "2026-11-30T09:00:00.000Z" } },
    ],
    ["min_severity", { severity: "high" }, { rule: { severity: "high" } }],
    [
      "flapping",
      { times: "3", withinMinutes: "60", holdMinutes: "15" },
      { rule: { times: 3, withinMinutes: 60, holdMinutes: 15 } },
    ],
  ])("reads a %s", (kind, values, expected) => {
    expect(policyFromForm(kind, form(values))).toMatchObject(expected);
  });

  it.each<[FormKind, Record<string, string>, RegExp]>([
    ["mute", { name: "" }, /^Name: /],
    ["flapping", { times: "1", withinMinutes: "60", holdMinutes: "15" }, /^Times: /],
    [
      "maintenance_once",
      { start: "2026-11-30T09:00", end: "2026-11-30T08:00" },
      /must be after the start|must be \{/,
    ],
    ["maintenance", { from: "22:00", to: "04:00", zone: "UTC" }, /^Weekdays: must have at least one day/],
    [
      "maintenance",
      { weekdays: "mon", from: "22:00", to: "04:00", zone: "Berlin" },
      /^Time zone: must be a time zone such as Europe\/Berlin/,
    ],
  ])("says what is wrong with a %s", (kind, values, message) => {
    expect(() => policyFromForm(kind, form(values))).toThrow(message);
  });

  it("previews a policy without a name", () => {
    expect(policyFromForm("mute", form({ name: "" }), "New policy").name).toBe("New policy");
  });

  it("knows a single window from a recurring one", () => {
    expect(formKindOf({ kind: "maintenance", rule: { from: "", until: "" } })).toBe("maintenance_once");
    expect(formKindOf({ kind: "maintenance", rule: { weekdays: [] } })).toBe("maintenance");
    expect(formKindOf({ kind: "mute", rule: {} })).toBe("mute");
  });
});

describe("a policy in words", () => {
  it.each<[NoisePolicy["kind"], Record<string, unknown>, string]>([
    ["mute", {}, "Suppresses everything, without an end"],
    [
      "maintenance",
      { weekdays: ["mon", "tue", "wed", "thu", "fri"], from: "01:00", to: "03:00", zone: "Europe/Berlin" },
      "On weekdays, 01:00 to 03:00 Europe/Berlin",
    ],
    [
      "maintenance",
      { weekdays: ["sat", "sun"], from: "22:00", to: "04:00", zone: "UTC" },
      "Sat, Sun, 22:00 to 04:00 UTC",
    ],
    [
      "maintenance",
      { from: "2026-11-30T08:00:00Z", until: "2026-11-30T10:00:00+01:00" },
      "Once, from 2026-11-30 08:00 UTC to 2026-11-30 09:00 UTC",
    ],
    ["min_severity", { severity: "high" }, "Suppresses what is less severe than high"],
    [
      "flapping",
      { times: 3, withinMinutes: 60, holdMinutes: 15 },
      "After 3 recoveries within 1 hour, until it stays failed for 15 minutes or fails 3 more times",
    ],
  ])("of kind %s", (kind, rule, sentence) => {
    expect(ruleSentence({ kind, rule, expiresAt: null })).toBe(sentence);
  });

  it("says what it covers", () => {
    const scope = { pipelines: ["orders_*", "billing"], environments: ["production"], sourceId: null };
    expect(scopeWords(scope, null)).toBe("orders_*, billing · production");
    expect(scopeWords({ pipelines: [], environments: [], sourceId: "s" }, "Airflow")).toBe(
      "all pipelines · source Airflow",
    );
  });
});
