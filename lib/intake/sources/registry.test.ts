import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { READ_KINDS } from "@/lib/evidence/orchestrators/open-reader";
import { FailureReport, type FieldIssue } from "@/lib/failures/schemas";
import { flatReport } from "@/lib/failures/testing/report";
import { listSourceKinds } from "@/lib/intake/list-source-kinds";
import { deliveryKey } from "@/lib/intake/sources/delivery-key";
import { descriptorOf, SOURCES } from "@/lib/intake/sources/registry";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";
import { understandBody } from "@/lib/intake/sources/understand-body";
import { isReconciledKind } from "@/lib/platform/http/source-kinds.mjs";
import { RECONCILED_KINDS } from "@/lib/reconcile/orchestrators/open-poller";
import { SourceKind } from "@/lib/sources/schemas";

describe("source kinds", () => {
  it("match their folders", () => {
    const entries = readdirSync(fileURLToPath(new URL(".", import.meta.url)), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== "testing");
    expect(folders.map((entry) => entry.name).toSorted()).toEqual(Object.keys(SOURCES).toSorted());
  });

  it.each(Object.entries(SOURCES))(
    "%s has its own name, and understands its test failure",
    (kind, source) => {
      expect(source.kind).toBe(kind);
      const body = source.testPayload?.(new Date("2026-11-21T00:00:00Z"));
      const meaning = understandBody({ id: "s", kind, environment: null }, body, {});
      expect(meaning.ok && meaning.reports[0]?.report.event).toBe("failed");
    },
  );

  it("have an API reader exactly if the API can be tested", () => {
    for (const kind of SourceKind.options) {
      expect([kind, READ_KINDS.includes(kind)]).toEqual([kind, descriptorOf(kind).api !== null]);
    }
  });

  it("are reconciled exactly if there is a poller, and say how to connect in one line", () => {
    for (const kind of SourceKind.options) {
      const { api } = descriptorOf(kind);
      expect([kind, RECONCILED_KINDS.includes(kind)]).toEqual([kind, isReconciledKind(kind)]);
      if (api) expect(api.hint).toMatch(/^.{20,160}\.$/);
    }
  });

  it.each(SourceKind.options.filter((kind) => !SOURCES[kind]))(
    "%s without a folder is stored and reported as unsupported",
    async (kind) => {
      const source = descriptorOf(kind);
      expect(understandBody({ id: "s", kind, environment: null }, { anything: 1 }, {})).toMatchObject({
        ok: false,
        reason: `${kind} webhooks are not supported yet; the delivery was stored`,
      });
      expect(source).toMatchObject({ isUnderstood: false, api: null, testPayload: null });
      const noClient = () => Promise.reject(new Error());
      const snippets = await source.snippets("https://pd.example/api/webhooks/x/key", noClient, []);
      expect(snippets).toEqual([
        expect.objectContaining({ id: "url", text: "https://pd.example/api/webhooks/x/key\n" }),
      ]);
    },
  );

  it("are listed with their capabilities", () => {
    const { items } = listSourceKinds();
    expect(items.map((item) => item.kind)).toEqual(SourceKind.options);
    const of = (kind: string) => items.find((item) => item.kind === kind);
    expect(of("airflow")).toEqual({
      kind: "airflow",
      name: "Airflow",
      maxBodyBytes: 1_048_576,
      isUnderstood: true,
      hasTestFailure: true,
      isForAnySender: false,
      codeFolderLabel: "DAGs folder",
      api: {
        addressExample: "http://airflow:8080",
        credentials: "login",
        hint: expect.stringMatching(/Viewer role/),
        isReconciled: true,
      },
    });
    expect(of("prefect")).toMatchObject({
      codeFolderLabel: "Flows folder",
      api: { addressExample: expect.stringMatching(/:4200\/api$/) },
    });
    expect(of("generic")).toMatchObject({ name: "Generic webhook", isForAnySender: true, api: null });
    expect(of("dbt")).toMatchObject({ isUnderstood: true, hasTestFailure: true, maxBodyBytes: 8_388_608 });
    expect(of("sns")).toMatchObject({ isUnderstood: false, hasTestFailure: false });
  });
});

describe("deliveryKey", () => {
  const body = { dag_id: "d", run_id: "r", task_id: "t" };
  const keyOf = (kind: string, value: unknown, headers: Record<string, string> = {}) =>
    deliveryKey(descriptorOf(kind), { body: value, headers, rawSha256: "aa" });

  it("is the sender's webhook-id if present", () => {
    for (const kind of SourceKind.options) {
      expect(keyOf(kind, body, { "webhook-id": "msg_1" })).toEqual({ value: "msg_1", isUnique: true });
    }
  });

  it("keeps a huge webhook-id short and distinct", () => {
    const key = (id: string) => keyOf("generic", body, { "webhook-id": id }).value;
    expect(key("x".repeat(5_000))).toHaveLength("sha256-".length + 64);
    expect(key("x".repeat(5_000))).not.toBe(key("x".repeat(5_001)));
  });

  it("falls back to a unique key in the body, then to its hash", () => {
    const tried = { ...body, try_number: 1, start_date: "2026-11-21T01:00:00Z" };
    expect(keyOf("airflow", tried)).toEqual({
      value: expect.stringMatching(/^airflow-[0-9a-f]{64}$/),
      isUnique: true,
    });
    const bytes = { value: "sha256-aa", isUnique: false };
    expect(keyOf("airflow", {})).toEqual(bytes);
    expect(keyOf("prefect", "no object")).toEqual(bytes);
    expect(keyOf("generic", body, { "webhook-id": " " })).toEqual(bytes);
    expect(keyOf("dbt", body)).toEqual(bytes);
  });
});

/** Deterministic generator, so that a failing mutation can be reproduced. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = Math.trunc(state + 0x6d2b79f5);
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function nested(depth: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
}

const NASTY: unknown[] = [
  null,
  undefined,
  true,
  false,
  0,
  -0,
  -1,
  2,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1e308,
  2 ** 53,
  "",
  " ",
  "None",
  "nan",
  "-1",
  "2",
  "99999999999999999999",
  "a\u0000b",
  "\uD800",
  "\uDFFF\uD800",
  "😀",
  "x".repeat(100_000),
  "\n".repeat(50_000),
  "{'DAG Id': 'x'}",
  "2026-11-21 01:27:10.866258+00:00",
  "9999-99-99T99:99:99Z",
  "+275760-09-13T00:00:00Z",
  "prefect.flow-run.",
  "javascript:alert(1)",
  [],
  {},
  [[]],
  [null],
  { a: 1 },
  nested(2_000),
  { toString: null, valueOf: 1 },
  JSON.parse('{"__proto__":{"dag_id":"x"}}'),
  { length: 1e9 },
  Object.create(null),
  new Date("nope"),
  () => 1,
  Symbol("s"),
  10n,
];

function mutate(value: unknown, random: () => number): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  if (random() < 0.05 || typeof value !== "object" || value === null)
    return random() < 0.5 ? pick(NASTY) : value;
  const copy: Record<string, unknown> = Array.isArray(value) ? { ...value } : { ...value };
  for (const key of Object.keys(copy)) {
    const chance = random();
    if (chance < 0.08) delete copy[key];
    else if (chance < 0.2) copy[key] = pick(NASTY);
    else if (chance < 0.25) copy[pick(Object.keys(copy))] = copy[key];
    else if (chance < 0.4) copy[key] = mutate(copy[key], random);
  }
  return random() < 0.05 ? Object.values(copy) : copy;
}

function everyRecording(): { kind: "airflow" | "prefect" | "openlineage" | "generic"; body: unknown }[] {
  const recorded = (["airflow", "prefect", "openlineage"] as const).flatMap((kind) =>
    readdirSync(fileURLToPath(new URL(`./${kind}/fixtures`, import.meta.url))).map((file) => ({
      kind,
      body: recordedWebhook(kind, file.replace(".json", "")).body,
    })),
  );
  const generic = {
    pipeline: "p",
    task: "t",
    runId: "1",
    tryNumber: 1,
    maxTries: 2,
    severity: "low",
    error: { type: "E", message: "m", traceback: "t" },
    log: "l",
    url: "u",
    startedAt: "2026-11-21T01:00:00Z",
    labels: { a: "b" },
  };
  return [...recorded, { kind: "generic" as const, body: generic }];
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, child]) => [key, ...textsOf(child)])
    : [];
}

function idsOf(report: FailureReport): string[] {
  if (report.subject.kind === "check") return [report.subject.check.externalId];
  const { pipeline, task, run } = flatReport(report);
  return [pipeline.externalId, task?.externalId ?? "t", run?.externalId ?? "r"];
}

describe("10,000 random mutations of real payloads", () => {
  it("never throw, and yield either a valid report of bounded size or issues", () => {
    const random = mulberry32(20_261_121);
    const recordings = everyRecording();
    const outcomes = { ok: 0, rejected: 0 };
    for (let round = 0; round < 10_000; round += 1) {
      const { kind, body } = recordings[round % recordings.length] as (typeof recordings)[number];
      const mutated = mutate(body, random);
      const source = descriptorOf(kind);
      const result = source.normalise(mutated, {});
      const key = deliveryKey(source, { body: mutated, headers: {}, rawSha256: "f".repeat(64) });
      expect(key.value.length).toBeLessThanOrEqual(200);
      if (!result.ok) {
        outcomes.rejected += 1;
        expect(result.issues.length).toBeGreaterThan(0);
        expect(
          result.issues.every((issue: FieldIssue) => issue.message !== "" && issue.path.length <= 200),
        ).toBe(true);
        continue;
      }
      outcomes.ok += 1;
      for (const report of result.reports) {
        const parsed = FailureReport.safeParse(report);
        if (!parsed.success) throw new Error(`round ${round}: ${parsed.error.message}`);
        for (const id of idsOf(report)) {
          expect(
            id.length > 0 && id.length <= 500,
            `${kind} ${id.length} ${JSON.stringify(id.slice(0, 20))}`,
          ).toBe(true);
        }
        expect(textsOf(report).every((text) => !/[\u0000]|\p{Surrogate}/u.test(text))).toBe(true);
      }
    }
    expect(outcomes.ok).toBeGreaterThan(4_000);
    expect(outcomes.rejected).toBeGreaterThan(500);
  }, 60_000);
});
