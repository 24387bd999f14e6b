import { describe, expect, it } from "vitest";
import { updateAlerts } from "@/lib/reconcile/findings/alerts";
import { brokenFilesFinding, groupBrokenFiles } from "@/lib/reconcile/findings/broken-files";
import { endingRun } from "@/lib/reconcile/findings/ending-run";
import { hangFinding } from "@/lib/reconcile/findings/hangs";
import { isDueToOutage, runFinding } from "@/lib/reconcile/findings/run-findings";
import { durationWords, timeWords } from "@/lib/reconcile/findings/words";
import type { PastRun, RunFinding } from "@/lib/pipelines/expectations/run-history";
import type { ReportedFinding } from "@/lib/reconcile/schemas";

const NOW = new Date("2026-11-30T03:00:00Z");
const trace = (file: string, error: string) =>
  `Traceback (most recent call last):\n  File "<frozen importlib._bootstrap>", line 241, in _call\n  File "/opt/dags/${file}", line 3, in <module>\n    x\n${error}\n`;
const broken = (file: string, raisedIn: string, error: string) => ({
  file,
  bundle: "dags",
  stackTrace: trace(raisedIn, error),
});

describe("broken files", () => {
  it("are one problem if they break in a module they share, or lack the same package", () => {
    const shared = ["a.py", "b.py", "c.py"].map((file) => broken(file, "common.py", "KeyError: 'REGION'"));
    expect(groupBrokenFiles(shared)).toHaveLength(1);
    const lacking = ["a.py", "b.py"].map((file) =>
      broken(file, file, "ModuleNotFoundError: No module named 'pandass'"),
    );
    expect(groupBrokenFiles(lacking)).toHaveLength(1);
    const [group] = groupBrokenFiles(shared);
    expect(group && brokenFilesFinding(group, ["orders", "billing"], null)).toMatchObject({
      title: "a.py and 2 more files cannot be parsed: KeyError: 'REGION'",
      reason:
        "The orchestrator cannot parse a.py, b.py and c.py. orders and billing will not run until this is fixed.",
    });
  });

  it("are several problems if each is broken itself", () => {
    const files = ["a.py", "b.py"].map((file) => broken(file, file, "SyntaxError: invalid syntax"));
    expect(groupBrokenFiles(files)).toHaveLength(2);
  });

  it("are the same problem when they are parsed again, and another one after an edit", () => {
    const [first] = groupBrokenFiles([broken("a.py", "a.py", "NameError: name 'x' is not defined")]);
    const [again] = groupBrokenFiles([broken("a.py", "a.py", "NameError: name 'x' is not defined")]);
    const [edited] = groupBrokenFiles([broken("a.py", "a.py", "NameError: name 'y' is not defined")]);
    expect(again?.key).toBe(first?.key);
    expect(edited?.key).not.toBe(first?.key);
  });

  it.each([
    ["", null, ""],
    ["Broken DAG", null, "Broken DAG"],
    [
      "airflow.exceptions.AirflowDagDuplicatedIdException: twice",
      "airflow.exceptions.AirflowDagDuplicatedIdException",
      "twice",
    ],
  ])("without a traceback keep what is said: %j", (stackTrace, type, message) => {
    const [group] = groupBrokenFiles([{ file: "a.py", bundle: null, stackTrace }]);
    expect(group?.error).toEqual({ type, message });
  });

  it("name the commit", () => {
    const [group] = groupBrokenFiles([broken("a.py", "a.py", "KeyError: 1")]);
    const commit = { sha: "0123456789abcdef", author: "Ada", subject: "Rename", at: "2026-11-30T02:50:00Z" };
    expect(group && brokenFilesFinding(group, [], commit).reason).toBe(
      'The orchestrator cannot parse a.py. None of the known pipelines is defined there. Last changed by Ada in 0123456789, "Rename" (2026-11-30T02:50:00Z).',
    );
  });
});

const judged = { pipeline: "orders_daily", name: "orders_daily", zone: "Europe/Berlin" };
const found = (part: Partial<RunFinding> = {}): RunFinding => ({
  kind: "missing",
  runId: null,
  at: new Date("2026-11-30T02:00:00Z"),
  count: 1,
  expectedAt: null,
  arrivalAt: null,
  deadlineAt: null,
  because: "No run has started",
  ...part,
});

describe("judgements", () => {
  it.each([
    [found(), "orders_daily did not run: due 03:00 Europe/Berlin"],
    [
      found({ kind: "late", because: "Running for 3 h; it usually takes 4 to 6 min" }),
      "orders_daily is late: running for 3 h; it usually takes 4 to 6 min",
    ],
    [
      found({ kind: "empty", because: "0 rows; 12 comparable runs wrote 11 to 12" }),
      "orders_daily succeeded with 0 rows; 12 comparable runs wrote 11 to 12",
    ],
    [
      found({ kind: "short", because: "Succeeded after 12 s; 6 comparable runs took 5 to 7 min" }),
      "orders_daily succeeded after 12 s; 6 comparable runs took 5 to 7 min",
    ],
    [
      found({ kind: "unchanged", because: "The output did not change" }),
      "orders_daily succeeded, but the output did not change",
    ],
    [
      found({ kind: "skipped", because: "All tasks were skipped" }),
      "orders_daily succeeded, but all tasks were skipped",
    ],
  ])("of kind $kind have a plain title", (finding, title) => {
    expect(runFinding(finding, judged, NOW).title).toBe(title);
  });

  it("are no news while an orchestrator catches up after an outage", () => {
    const outage = { from: "2026-11-30T01:00:00.000Z", to: "2026-11-30T02:55:00.000Z" };
    const later = new Date("2026-11-30T05:00:00Z");
    expect(isDueToOutage(found(), outage, NOW)).toBe(true);
    expect(isDueToOutage(found(), outage, later)).toBe(true);
    expect(isDueToOutage(found({ at: new Date("2026-11-30T04:00:00Z") }), outage, later)).toBe(false);
    expect(isDueToOutage(found({ deadlineAt: new Date("2026-11-30T04:00:00Z") }), outage, later)).toBe(false);
    // What was due before is told at once.
    expect(isDueToOutage(found({ at: new Date("2026-11-30T00:59:00Z") }), outage, NOW)).toBe(false);
    expect(isDueToOutage(found({ at: new Date("2026-11-30T03:09:00Z") }), outage, later)).toBe(true);
    expect(isDueToOutage(found({ at: new Date("2026-11-30T03:11:00Z") }), outage, later)).toBe(false);
    // Also while it catches up.
    expect(isDueToOutage(found({ deadlineAt: new Date(NOW.getTime() - 1_000) }), outage, NOW)).toBe(false);
    expect(isDueToOutage(found({ kind: "empty" }), outage, NOW)).toBe(false);
    expect(isDueToOutage(found(), null, NOW)).toBe(false);
  });
});

describe("alerts", () => {
  const finding = (episode: string) => ({ ...runFinding(found(), judged, NOW), episode });
  const alertOf = (key: string): ReportedFinding => ({
    episode: "",
    name: key,
    target: null,
    pipeline: "p",
    run: null,
    isAboutEndedRun: false,
  });
  const events = ({ reports }: ReturnType<typeof updateAlerts>) => reports.map(({ event }) => event);

  it("tell each episode once, and its end", () => {
    const first = updateAlerts({}, [finding("a")], () => false, NOW);
    expect(events(first)).toEqual(["failed"]);
    expect(events(updateAlerts(first.alerts, [finding("a")], () => false, NOW))).toEqual([]);
    expect(events(updateAlerts(first.alerts, [finding("b")], () => false, NOW))).toEqual([
      "succeeded",
      "failed",
    ]);
    const over = updateAlerts(first.alerts, [], () => false, NOW);
    expect(events(over)).toEqual(["succeeded"]);
    expect(over.alerts).toEqual({});
  });

  it("name the run that ended them", () => {
    const alert = { ...alertOf("missing:p"), episode: "2026-11-30T02:00:00.000Z" };
    const run = (runId: string, dueAt: string, part: Partial<PastRun> = {}): PastRun => ({
      runId,
      type: "scheduled",
      state: "running",
      dueAt: new Date(dueAt),
      startedAt: new Date("2026-11-30T03:00:00Z"),
      endedAt: null,
      rowsWritten: null,
      hasChangedOutput: null,
      ...part,
    });
    const runs = [
      run("next", "2026-11-30T03:00:00Z"),
      run("due", "2026-11-30T02:00:00Z"),
      run("before", "2026-11-30T01:00:00Z", { state: "succeeded" }),
    ];
    expect(endingRun("missing:p", alert, runs)).toBe("due");
    expect(endingRun("missing:p", alert, runs.slice(2))).toBeNull();
    expect(endingRun("missing:p", { ...alert, episode: "next", run: "next" }, runs)).toBe("next");
    expect(endingRun("late:p", { ...alert, run: "due" }, runs)).toBeNull();
    expect(endingRun("late:p", { ...alert, run: "before" }, runs)).toBe("before");
    expect(endingRun("empty:p", { ...alert, run: "old", isAboutEndedRun: true }, runs)).toBe("before");
    expect(endingRun("hang:p:t", { ...alert, run: "due" }, runs)).toBeNull();
  });

  it("stay while nobody can tell", () => {
    const first = updateAlerts({}, [finding("a")], () => false, NOW);
    const next = updateAlerts(first.alerts, [], () => true, NOW);
    expect(events(next)).toEqual([]);
    expect(next.alerts).toEqual(first.alerts);
  });
});

describe("hangs", () => {
  const running = {
    pipeline: "p",
    run: "r",
    task: "load",
    tryNumber: 1,
    mapIndex: -1,
    startedAt: "2026-11-30T02:00:00Z",
  };
  const silent = { mark: "1 bytes", since: "2026-11-30T02:40:00Z" };
  const usual = { samples: 5, longestMs: 4 * 60_000 };
  const life = (isHeartbeatLost: boolean | null) => ({ logMark: "1 bytes", isHeartbeatLost });

  it.each([
    ["overdue and silent, without heartbeats", usual, null, silent, true],
    ["not overdue", { samples: 5, longestMs: 50 * 60_000 }, null, silent, false],
    ["too few runs to compare with", { samples: 2, longestMs: 1_000 }, null, silent, false],
    ["not silent for long enough", usual, null, { ...silent, since: "2026-11-30T02:55:00Z" }, false],
    ["silent, with a heartbeat", usual, false, silent, false],
    ["silent, with a lost heartbeat", null, true, silent, true],
    [
      "a lost heartbeat, but not longer than usual",
      { samples: 5, longestMs: 70 * 60_000 },
      true,
      silent,
      false,
    ],
  ] as const)("%s", (_name, duration, isHeartbeatLost, log, isHang) => {
    expect(hangFinding(running, duration, life(isHeartbeatLost), log, NOW) !== null).toBe(isHang);
  });

  it("name the task and its pipeline", () => {
    const found = (part: object) => hangFinding({ ...running, ...part }, usual, life(null), silent, NOW);
    expect(found({})?.title).toBe("load in p hangs: running for 1 h, silent for 20 min");
    expect(found({ task: null })?.title).toMatch(/^p hangs: /);
  });
});

describe("words", () => {
  it.each([
    [12_000, "12 s"],
    [61_000, "1 min"],
    [3 * 3_600_000, "3 h"],
    [11_400_000, "3 h 10 min"],
    [72 * 3_600_000, "3 days"],
  ])("say %d ms as %s", (ms, text) => {
    expect(durationWords(ms)).toBe(text);
  });

  it("say times in the zone of the schedule, with a date if they are not near", () => {
    expect(timeWords(new Date("2026-11-30T02:00:00Z"), NOW, "Europe/Berlin")).toBe("03:00 Europe/Berlin");
    expect(timeWords(new Date("2026-11-28T02:00:00Z"), NOW, null)).toBe("2026-11-28 02:00 UTC");
    expect(timeWords(new Date("2026-11-30T02:00:00Z"), NOW, "Not/AZone")).toBe("02:00 UTC");
  });
});
