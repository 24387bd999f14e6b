import { describe, expect, it } from "vitest";
import { isOver, windowEnd } from "@/lib/incidents/noise/maintenance-window";
import type { MaintenanceRule, NoiseRule } from "@/lib/incidents/noise/schemas";
import {
  remainingSuppression,
  suppressionOf,
  type NoisePolicyRule,
  type NoiseSubject,
} from "@/lib/incidents/noise/suppression";

const at = new Date("2026-11-30T03:00:00Z");
const minutesLater = (minutes: number) => new Date(at.getTime() + minutes * 60_000);

const policy = (rule: NoiseRule, part: Partial<NoisePolicyRule> = {}) =>
  ({
    id: rule.kind,
    name: rule.kind,
    environments: [],
    pipelines: [],
    sourceId: null,
    reason: null,
    expiresAt: null,
    ...rule,
    ...part,
  }) as NoisePolicyRule;

const subject = (part: Partial<NoiseSubject> = {}): NoiseSubject => ({
  environment: "production",
  sourceId: "airflow",
  names: ["orders_daily"],
  severity: "high",
  recoveries: [],
  ...part,
});

const mute = (part: Partial<NoisePolicyRule> = {}) => policy({ kind: "mute" }, part);
const FLAPPING = { times: 3, withinMinutes: 60, holdMinutes: 15 };
const flapping = policy({ kind: "flapping", rule: FLAPPING });
const minSeverity = policy({ kind: "min_severity", rule: { severity: "warning" } });

describe("suppressionOf", () => {
  it.each([
    ["everything", {}, {}, true],
    ["a pipeline", { pipelines: ["orders_daily"] }, {}, true],
    ["a pattern", { pipelines: ["*_hourly", "orders_*"] }, {}, true],
    ["a pattern that matches its id", { pipelines: ["dag-*"] }, { names: ["Orders", "dag-7"] }, true],
    ["other pipelines", { pipelines: ["billing"] }, {}, false],
    ["an environment", { environments: ["prod*"] }, {}, true],
    ["another environment", { environments: ["staging"] }, {}, false],
    ["an environment, if it is unknown", { environments: ["*"] }, { environment: null }, false],
    ["a source", { sourceId: "airflow" }, {}, true],
    ["another source", { sourceId: "prefect" }, {}, false],
    ["both", { environments: ["staging"], pipelines: ["orders_daily"] }, {}, false],
    ["what has expired", { expiresAt: at }, {}, false],
    ["what expires later", { expiresAt: minutesLater(1) }, {}, true],
  ] as const)("a policy for %s", (_, scope, part, applies) => {
    expect(suppressionOf([mute(scope)], subject(part), at) !== null).toBe(applies);
  });

  it("says which policy it is, why and until when", () => {
    const expiresAt = new Date("2026-11-30T08:00:00Z");
    expect(suppressionOf([mute({ name: "Migration", reason: "DATA-12", expiresAt })], subject(), at)).toEqual(
      {
        policyId: "mute",
        name: "Migration",
        kind: "mute",
        because: "Muted until 2026-11-30 08:00 UTC: DATA-12",
        until: "2026-11-30T08:00:00.000Z",
      },
    );
    expect(suppressionOf([mute()], subject(), at)).toMatchObject({ because: "Muted", until: null });
  });

  it("suppresses what is less severe than the minimum", () => {
    expect(suppressionOf([minSeverity], subject({ severity: "info" }), at)).toMatchObject({
      kind: "min_severity",
      because: "Its severity is info, below warning",
    });
    expect(suppressionOf([minSeverity], subject({ severity: "warning" }), at)).toBeNull();
    expect(suppressionOf([minSeverity], subject({ severity: "critical" }), at)).toBeNull();
  });

  it("suppresses a failure that has recovered often enough in the window", () => {
    const recoveries = [-50, -30, -10].map(minutesLater);
    expect(suppressionOf([flapping], subject({ recoveries }), at)).toMatchObject({
      kind: "flapping",
      because:
        "It failed and recovered 3 times in 60 minutes. It wakes if it is still failing after 15 minutes or fails 3 more times",
      until: minutesLater(15).toISOString(),
    });
    expect(suppressionOf([flapping], subject({ recoveries: recoveries.slice(1) }), at)).toBeNull();
    expect(
      suppressionOf([flapping], subject({ recoveries: [-61, -30, -10].map(minutesLater) }), at),
    ).toBeNull();
  });

  it("names the mute first", () => {
    expect(suppressionOf([minSeverity, mute()], subject({ severity: "low" }), at)?.kind).toBe("mute");
  });
});

const NIGHT: MaintenanceRule = {
  weekdays: ["sat"],
  from: "22:00",
  to: "04:00",
  zone: "Europe/Berlin",
};
const HOURS: MaintenanceRule = {
  weekdays: ["mon", "tue", "wed", "thu", "fri"],
  from: "01:00",
  to: "03:30",
  zone: "Europe/Berlin",
};

describe("windowEnd", () => {
  it.each([
    ["at the start", HOURS, "2026-11-30T00:00:00Z", "2026-11-30T02:30:00Z"],
    ["inside", HOURS, "2026-11-30T02:29:59Z", "2026-11-30T02:30:00Z"],
    ["at the end", HOURS, "2026-11-30T02:30:00Z", null],
    ["just before the start", HOURS, "2026-11-29T23:59:59.500Z", null],
    ["on another day", HOURS, "2026-11-29T01:00:00Z", null],
    ["in the evening", NIGHT, "2026-11-28T21:00:00Z", "2026-11-29T03:00:00Z"],
    ["past midnight, on the day after", NIGHT, "2026-11-29T02:00:00Z", "2026-11-29T03:00:00Z"],
    ["in the morning of its own day", NIGHT, "2026-11-28T02:00:00Z", null],
    // Summer time begins on Sunday, 29 March 2026, and ends on Sunday, 25 October 2026.
    ["in the short night", NIGHT, "2026-03-29T01:30:00Z", "2026-03-29T02:00:00Z"],
    ["after the short night", NIGHT, "2026-03-29T02:00:00Z", null],
    ["in the long night", NIGHT, "2026-10-25T02:59:00Z", "2026-10-25T03:00:00Z"],
    ["after the long night", NIGHT, "2026-10-25T03:00:00Z", null],
    ["all day", { ...HOURS, from: "00:00", to: "00:00" }, "2026-11-30T12:00:00Z", "2026-11-30T23:00:00Z"],
    [
      "once",
      { from: "2026-11-30T02:00:00Z", until: "2026-11-30T05:00:00+01:00" },
      "2026-11-30T03:00:00Z",
      "2026-11-30T04:00:00Z",
    ],
    [
      "after the only time",
      { from: "2026-11-30T01:00:00Z", until: "2026-11-30T02:00:00Z" },
      "2026-11-30T02:00:00Z",
      null,
    ],
  ] as const)("%s", (_, rule, now, end) => {
    expect(windowEnd(rule as MaintenanceRule, new Date(now))?.toISOString() ?? null).toBe(
      end && new Date(end).toISOString(),
    );
  });

  it("is over after a single window only", () => {
    const once = { from: "2026-11-30T01:00:00Z", until: "2026-11-30T02:00:00Z" };
    expect(isOver(once, at)).toBe(true);
    expect(isOver(once, new Date("2026-11-30T00:00:00Z"))).toBe(false);
    expect(isOver(HOURS, at)).toBe(false);
  });
});

describe("remainingSuppression", () => {
  const suppressedBy = (policies: NoisePolicyRule[], part: Partial<NoiseSubject> = {}) => {
    const suppression = suppressionOf(policies, subject(part), at);
    if (!suppression) throw new Error("not suppressed");
    return { suppression, subject: subject(part), openedAt: at, occurrenceCount: 1 };
  };

  it("ends with the mute", () => {
    const policies = [mute({ expiresAt: minutesLater(60) })];
    const suppressed = suppressedBy(policies);
    expect(remainingSuppression(policies, suppressed, minutesLater(59))).toEqual(suppressed.suppression);
    expect(remainingSuppression(policies, suppressed, minutesLater(60))).toBeNull();
  });

  it("ends with the policy", () => {
    expect(remainingSuppression([], suppressedBy([mute()]), minutesLater(1))).toBeNull();
  });

  it("goes over to another policy that applies by then", () => {
    const policies = [
      mute({ expiresAt: minutesLater(60) }),
      policy({
        kind: "maintenance",
        rule: { from: minutesLater(30).toISOString(), until: minutesLater(90).toISOString() },
      }),
    ];
    const suppressed = suppressedBy(policies);
    expect(remainingSuppression(policies, suppressed, minutesLater(61))?.kind).toBe("maintenance");
    expect(remainingSuppression(policies, suppressed, minutesLater(90))).toBeNull();
  });

  it("ends when the severity rises to the minimum", () => {
    const suppressed = suppressedBy([minSeverity], { severity: "info" });
    expect(remainingSuppression([minSeverity], suppressed, at)?.kind).toBe("min_severity");
    const raised = { ...suppressed, subject: subject({ severity: "high" }) };
    expect(remainingSuppression([minSeverity], raised, at)).toBeNull();
  });

  it("ends when a flapping failure stays, or fails often enough", () => {
    const suppressed = suppressedBy([flapping], { recoveries: [-50, -30, -10].map(minutesLater) });
    const remains = (minutes: number, occurrenceCount: number) =>
      remainingSuppression([flapping], { ...suppressed, occurrenceCount }, minutesLater(minutes));
    expect(remains(14, 3)).toEqual(suppressed.suppression);
    expect(remains(15, 1)).toBeNull();
    expect(remains(2, 4)).toBeNull();
  });
});
