import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import { piece, readPiece } from "@/lib/diagnosis/engine/testing/piece";
import { checkCitations } from "@/lib/diagnosis/model/check-citations";
import { changeLine } from "@/lib/evidence/deployments/deploy-changes";
import type { DeployChange } from "@/lib/evidence/deployments/schemas";
import { commitFacts, deployFacts, historyFacts } from "@/lib/evidence/testing/facts";

const OUT_OF_CONNECTIONS = `Traceback (most recent call last):
  File "/opt/app/stock/io.py", line 29, in connection
    return psycopg2.connect(DSN)
psycopg2.OperationalError: FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute`;
const KILLED = "ERROR - Pod stock-1 returned a failure: {'reason': 'OOMKilled', 'exit_code': 137}";
const GOOD = historyFacts({ lastSuccessAt: "2027-03-01T04:00:00Z" });
const history = piece("run_history", "run 7: succeeded, started 2027-03-01T03:58:00Z", { facts: GOOD });

function diagnose(log: string, more: EvidencePiece[], task = "load_stock") {
  const evidence = [readPiece(log), history, ...more];
  const diagnosis = diagnoseFailure({
    evidence,
    failure: { orchestrator: "airflow", pipeline: "stock_daily", task },
  });
  expect(checkCitations(diagnosis.claims, evidence).kept).toEqual(diagnosis.claims);
  const quotes = diagnosis.claims.flatMap(({ citations }) => citations.map(({ quote }) => quote));
  return { ...diagnosis, quotes };
}

const patch = (path: string, ...lines: string[]) =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1,2 +1,2 @@\n${lines.join("\n")}`;
const commit = (text: string, part: Partial<Parameters<typeof commitFacts>[0]> = {}) =>
  piece("commit", text, {
    facts: commitFacts({
      sha: "1a2b3c4d".repeat(5),
      date: "2027-03-01T12:00:00Z",
      message: "Simplify",
      ...part,
    }),
  });

describe("a change of the deployment", () => {
  const deploy = (change: Partial<DeployChange>) => {
    const whole = {
      kind: "setting",
      name: "x",
      before: null,
      after: null,
      by: "ops",
      at: null,
      ...change,
    } as const;
    const text = `changes since the last good run 7:\n${changeLine(whole)}`;
    return { line: changeLine(whole), piece: piece("deploy", text, { facts: deployFacts([whole]) }) };
  };
  const raised = deploy({ name: "pool.max_concurrent_runs", before: "10", after: "60" });

  it("stands beside the cause if the failure is about the same, and makes it lasting", () => {
    const found = diagnose(OUT_OF_CONNECTIONS, [raised.piece]);
    expect(found.rootCause).toBe(
      `The database is out of connections; since the last good run ${raised.line}`,
    );
    expect(found.quotes).toContain(raised.line);
    expect(found.causalChain[0]).toContain("max_concurrent_runs");
    expect(found.causalChain[1]).toBe("The database is out of connections");
    expect(found.transience).toBe("permanent");
    const alone = diagnose(OUT_OF_CONNECTIONS, []);
    expect(alone.transience).toBe("transient");
    expect(found.confidence).toBe(alone.confidence);
  });

  it.each([
    [
      "a version of something else",
      { kind: "version", name: "dagster", before: "1.13.20", after: "1.13.27" },
    ],
    ["who changed it", { name: "schedule", before: "1", after: "2", by: "connection-pool-bot" }],
  ] as const)("is left out for %s", (_why, change) => {
    const other = deploy(change);
    const found = diagnose(OUT_OF_CONNECTIONS, [other.piece]);
    expect(found.rootCause).toBe("The database is out of connections");
    expect(found.quotes).not.toContain(other.line);
  });
});

describe("a measurement", () => {
  const metric = (text: string) => piece("metric", text, { title: "Disk of ledger-db" });
  const FULL = 'psycopg.errors.DiskFull: could not extend file "base/16402/88213.4": No space left on device';
  const SLOT = "pg_replication_slots: slot cdc_old, active f, wal_status extended, retained 186 GB";
  const traceback = `Traceback (most recent call last):\n  File "/opt/app/ledger.py", line 3, in copy\n    copy()\n${FULL}`;

  it("is telling if an event names the same thing, however old that is", () => {
    const event = piece("event", "2027-01-01T09:12:00Z connector cdc_old deleted by data-platform");
    const found = diagnose(traceback, [metric(SLOT), event]);
    expect(found.rootCause).toContain(`. Disk of ledger-db: “${SLOT}”`);
    expect(found.quotes).toContain("2027-01-01T09:12:00Z connector cdc_old deleted by data-platform");
  });

  it("from before the last good run is left out, unless a later one names the same thing", () => {
    const old = `2027-01-01T09:12:00Z ${SLOT}`;
    const before = piece("event", old, { title: "Events of ledger-db" });
    expect(diagnose(traceback, [before]).quotes).not.toContain(old);
    const later = `2027-03-02T03:00:00Z ${SLOT}`;
    expect(diagnose(traceback, [before, metric(later)]).quotes).toEqual(expect.arrayContaining([old, later]));
    expect(diagnose(traceback, [piece("event", `${later}\n${old}`)]).quotes).not.toContain(old);
  });

  it("far from what is usual is telling", () => {
    const table =
      "API requests, allowed 100,000\napp requests usual\nCampaign Sync 94,871 6,200\nSupport 3,410 3,300";
    const limit = "ERROR - SalesforceRefusedRequest: REQUEST_LIMIT_EXCEEDED, TotalRequests Limit exceeded.";
    const found = diagnose(limit, [piece("metric", table, { title: "API usage" })]);
    expect(found.quotes).toContain("Campaign Sync 94,871 6,200");
    expect(found.quotes).not.toContain("Support 3,410 3,300");
  });

  it("alone is cited, but not part of the cause", () => {
    const found = diagnose(traceback, [metric(SLOT)]);
    expect(found.quotes).toContain(SLOT);
    expect(found.rootCause).not.toContain("cdc_old");
  });

  it("with numbers of the failure is telling, however they are written", () => {
    const test =
      "01:10:10  1 of 2 FAIL 18204 unique_stg_payments_payment_id .... [FAIL 18204 in 1.20s]\n01:10:11  Failure in test unique_stg_payments_payment_id (models/_staging.yml)\n01:10:11    Got 18204 results, configured to fail if != 0\n01:10:11  Done. PASS=1 WARN=0 ERROR=1 SKIP=0 TOTAL=2";
    const tries = piece("event", "try 2: COPY raw.payments 18,204 rows committed at 00:51:58; success");
    expect(diagnose(test, [tries], "test.shop.unique_stg_payments_payment_id").rootCause).toContain(
      "“try 2: COPY",
    );
  });
});

describe("a commit", () => {
  const FAN_OUT = patch(
    "jobs/load_stock.py",
    '-    lines = lines.merge(prices, on=["order_id", "line_no"])',
    '+    lines = lines.merge(prices, on=["order_id"])',
  );

  it("to the failing task about what failed is named, with the line that it brought", () => {
    const found = diagnose(KILLED, [commit(FAN_OUT, { message: "Join prices by order" })]);
    expect(found.rootCause).toContain(
      '; commit `1a2b3c4d` changed `lines = lines.merge(prices, on=["order_id", "line_no"])` to `lines',
    );
    expect(found.quotes).toContain('+    lines = lines.merge(prices, on=["order_id"])');
  });

  it("that changed the line that failed comes before the one that wrote the file", () => {
    const log = `Traceback (most recent call last):\n  File "/opt/app/jobs/load_stock.py", line 5, in load\n    lines = lines.merge(prices, on=["order_id"])\nMemoryError: Unable to allocate 18.2 GiB for an array with shape (241000000,)`;
    const old = patch("jobs/load_stock.py", '+    lines = lines.merge(prices, on=["order_id", "line_no"])');
    const found = diagnose(log, [
      piece("commit", old, {
        id: "first",
        facts: commitFacts({ date: "2027-03-01T11:00:00Z", sha: "99999999aa" }),
      }),
      commit(FAN_OUT),
    ]);
    expect(found.rootCause).toContain("; commit `1a2b3c4d` changed `lines = lines.merge(");
    expect(found.rootCause).not.toContain("99999999");
  });

  it.each([
    ["is older than the last good run", commit(FAN_OUT, { date: "2027-02-27T12:00:00Z" })],
    [
      "changes only comments",
      commit(patch("jobs/load_stock.py", "-# merge( in memory", "+# join in memory")),
    ],
    [
      "changes only a log line",
      commit(patch("jobs/load_stock.py", '-    log.info("join")', '+    log.info("memory")')),
    ],
    [
      "renames only",
      commit(patch("jobs/load_stock.py", "-    merge(rows, memory)", "+    merge(rows, heap)")),
    ],
    ["changes only documents", commit(patch("docs/memory.md", "-heap", "+heap and memory of load_stock"))],
    ["is about something else", commit(patch("jobs/load_stock.py", "-    gap = 45", "+    gap = 30"))],
    ["is about it in another file", commit(patch("dags/marts.py", '-MEMORY = "8Gi"', '+MEMORY = "12Gi"'))],
  ])("is not named if it %s", (_why, other) => {
    expect(diagnose(KILLED, [other]).rootCause).not.toContain("1a2b3c4d");
  });
});

it("quotes foreign text on one line, without its quotation marks and backticks", () => {
  const event = piece("event", "Spot Instance Interruption ” `x`\tof node ip-1\u0007", {
    title: "Cluster “`",
  });
  const lost = "ERROR YarnScheduler: Lost executor 7 on ip-1: Container released on a *lost* node";
  const { rootCause } = diagnose(lost, [event]);
  expect(rootCause).toMatch(/\. Cluster: “Spot Instance Interruption x of node ip-1”$/);
});
