import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { seeded } from "@/e2e/seeded";
import { listIncidents } from "@/lib/desk/data";
import { indexTexts } from "@/lib/desk/index-texts";
import type { IncidentFilter } from "@/lib/desk/schemas";
import { newId } from "@/lib/platform/crypto";
import type { Prisma } from "@/lib/platform/db/generated/client";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const HOUR_MS = 3_600_000;
const INCLUDE = { pipeline: true, task: true, source: true, subject: true } satisfies Prisma.IncidentInclude;
type Row = Prisma.IncidentGetPayload<{ include: typeof INCLUDE }>;

let db: TestDatabase;
let mine: Arranged;
let rows: Row[];

beforeAll(async () => {
  db = await testDatabase();
  mine = await arrangeWorkspace(db);
  mine.ctx.now = () => new Date(NOW);
  await fill(mine, 300, seeded(7));
  await fill(await arrangeWorkspace(db), 100, seeded(8));
  rows = await db.prisma.incident.findMany({
    where: { workspaceId: mine.ctx.workspaceId },
    include: INCLUDE,
  });
});
afterAll(() => db.close());

const FILTERS: IncidentFilter[] = [
  {},
  { status: ["open"] },
  { status: ["snoozed"] },
  { status: ["open", "snoozed", "suppressed"] },
  { status: ["resolved"] },
  { status: ["merged", "triggered"] },
  { severity: ["critical"] },
  { severity: ["low", "high"] },
  { category: ["rate_limit"] },
  { category: ["unknown", "code_bug"] },
  { subject: ["task"] },
  { subject: ["service", "check"] },
  { pipeline: "orders" },
  { pipeline: "external-1" },
  { pipeline: "no-such" },
  { task: "load" },
  { environment: "production" },
  { source: "prefect" },
  { source: "none-such" },
  { assignee: "me" },
  { assignee: "none" },
  { since: at(-30) },
  { until: at(-30) },
  { since: at(-90), until: at(-60) },
  { status: ["open"], severity: ["critical", "high"], environment: "production" },
  { category: ["rate_limit"], assignee: "none", until: at(-10) },
  { pipeline: "orders", task: "load", status: ["resolved"] },
  { q: "column" },
  { q: "COLUMN" },
  { q: "orders" },
  { q: "oad" },
  { q: "é" },
  { q: "ÉTÉ" },
  { q: "zz" },
  { q: "o" },
  { q: "%" },
  { q: "a_b" },
  { q: "it's" },
  { q: "back\\slash" },
  { q: "#12" },
  { q: "12" },
  { q: "nowhere to be found" },
  { q: "  column  " },
  { q: "   " },
  { q: "column", status: ["open"] },
  { q: "column", pipeline: "orders", severity: ["critical", "low"] },
  { q: "12", until: at(-30) },
];
const SORTS = ["-lastSeenAt", "lastSeenAt", "-openedAt", "openedAt", "severity", "-occurrenceCount"] as const;

describe.each([
  ["while their texts are new", false],
  ["once their texts are indexed", true],
])("listIncidents agrees with a full scan, %s", (_name, isIndexed) => {
  beforeAll(async () => {
    if (isIndexed) expect(await indexTexts(db.pool)).toBe(400);
  });

  it.each(FILTERS.map((filter, i) => [filter, i] as const))("%j", async (filter, i) => {
    const expected = rows.filter((row) => matches(row, filter));
    for (const sort of SORTS.filter((_, j) => i === 0 || (i + j) % 2 === 0)) {
      const { numbers, counts } = await readAll({ ...filter, sort });
      expect([sort, numbers]).toEqual([sort, expected.toSorted(inOrder(sort)).map(({ number }) => number)]);
      expect(counts).toEqual({
        total: expected.length,
        critical: expected.filter(({ severity }) => severity === "critical").length,
        unowned: expected.filter(({ assigneeId }) => assigneeId === null).length,
        isLowerBound: false,
      });
    }
  });
});

describe.each([
  ["while their texts are new", false],
  ["once their texts are indexed", true],
])("searching for any substring finds every incident with it, %s", (_name, isIndexed) => {
  it.each([1, 2, 3, 4])("seed %i", async (seed) => {
    await db.pool.query("UPDATE incident_texts SET is_indexed = $1 WHERE is_indexed <> $1", [isIndexed]);
    const random = seeded(seed);
    for (let i = 0; i < 12; i++) {
      const q = substringOf(rows[Math.floor(random() * rows.length)], random);
      const expected = rows.filter((row) => hasText(row, q.trim()));
      const { numbers, counts } = await readAll({ q });
      expect([q, numbers]).toEqual([
        q,
        expected.toSorted(inOrder("-lastSeenAt")).map(({ number }) => number),
      ]);
      expect([q, counts?.total]).toEqual([q, expected.length]);
    }
  });
});

describe("the searched text", () => {
  it("follows changes to the incident", async () => {
    const arranged = await arrangeWorkspace(db);
    await fill(arranged, 3, seeded(9));
    const found = async (q: string) =>
      (await listIncidents(arranged.ctx, { q })).items.map((item) => item.number);
    const [first] = await db.prisma.incident.findMany({ where: { workspaceId: arranged.ctx.workspaceId } });
    await indexTexts(db.pool);
    await db.prisma.incident.update({ where: { id: first?.id }, data: { rootCause: "A heron took it" } });
    expect(await found("heron")).toEqual([first?.number]);
    expect(await indexTexts(db.pool)).toBe(1);
    expect(await found("heron")).toEqual([first?.number]);
    await db.prisma.incident.update({
      where: { id: first?.id },
      data: { rootCause: null, updatedAt: new Date() },
    });
    await indexTexts(db.pool);
    expect(await found("heron")).toEqual([]);
    await db.prisma.incident.delete({ where: { id: first?.id } });
    expect(await db.prisma.incidentText.count({ where: { incidentId: first?.id } })).toBe(0);
  });
});

it.each(["EU-1", "payments", "checkout", "Deployment", "staging"])(
  "searching for %s finds a place",
  async (q) => {
    const expected = rows.filter(({ subject, environment }) =>
      q === "staging" ? environment === q : subject !== null,
    );
    expect(expected.length).toBeGreaterThan(0);
    const found = await readAll({ q });
    expect(new Set(found.numbers)).toEqual(new Set(expected.map(({ number }) => number)));
    expect((await readAll({ q: `${q}", "` })).numbers).toEqual([]);
  },
);

describe("with more incidents than the count limit", () => {
  const many = 10_600;
  let crowded: Arranged;
  beforeAll(async () => {
    // From now on the planner believes that this workspace is empty.
    await db.pool.query("ANALYZE");
    crowded = await arrangeWorkspace(db);
    const { workspaceId } = crowded.ctx;
    const { sourceId } = crowded;
    await db.prisma.pipeline.create({
      data: { id: "crowd", workspaceId, sourceId, externalId: "crowd", name: "crowd" },
    });
    for (let from = 1; from <= many; from += 1_000) {
      const to = Math.min(many, from + 999);
      await db.pool.query(CROWD, [workspaceId, sourceId, from, to, many, new Date(NOW)]);
    }
    await indexTexts(db.pool);
  });

  it.each([
    [{}, many, { total: 10_000, critical: 10_000, isLowerBound: true }],
    [{ q: "third" }, Math.floor(many / 3), { total: Math.floor(many / 3), isLowerBound: false }],
    // In every incident, in every other one, and too short for a trigram.
    [{ q: "everywhere" }, many, { total: 5_000, isLowerBound: true }],
    [{ q: "even" }, many / 2, { total: 5_000, isLowerBound: true }],
    [{ q: "ev" }, many, { total: 1_000, isLowerBound: true }],
    [{ q: "even", sort: "openedAt" }, many / 2, { total: 5_000, isLowerBound: true }],
    [{ q: "e", severity: ["low"] }, 0, { total: 0, critical: 0, isLowerBound: false }],
    // In none of the newest incidents.
    [{ q: "ancient" }, 30, { total: 30, isLowerBound: false }],
    [{ q: "an" }, 30, { total: 30, isLowerBound: false }],
    [{ q: "not new" }, many - 2_100, { total: 5_000, isLowerBound: true }],
    [{ q: "not new", severity: ["critical", "low"] }, many - 2_100, { total: 21, isLowerBound: true }],
    [{ q: "not new", sort: "-occurrenceCount" }, many - 2_100, { total: 5_000, isLowerBound: true }],
  ] as [IncidentFilter, number, object][])("%j", async (filter, total, counts) => {
    const page = await listIncidents(crowded.ctx, { ...filter, limit: 20 });
    expect(page.counts).toMatchObject(counts);
    const cursor = page.nextCursor ?? undefined;
    const next = cursor ? await listIncidents(crowded.ctx, { ...filter, limit: 20, cursor }) : null;
    const numbers = [...page.items, ...(next?.items ?? [])].map(({ number }) => number);
    const up = filter.sort === "openedAt" ? 1 : -1;
    expect(numbers).toEqual(numbers.toSorted((a, b) => up * (a - b)));
    expect(new Set(numbers).size).toBe(Math.min(40, total));
    expect(next?.items.length ?? 0).toBe(Math.max(0, Math.min(20, total - 20)));
  });
});

/** The incident numbers of all pages, and the counts of the first. */
async function readAll(filter: IncidentFilter) {
  const numbers: number[] = [];
  const first = await listIncidents(mine.ctx, { ...filter, limit: 90 });
  for (let page = first; ;) {
    numbers.push(...page.items.map(({ number }) => number));
    if (!page.nextCursor) return { numbers, counts: first.counts };
    page = await listIncidents(mine.ctx, { ...filter, limit: 90, cursor: page.nextCursor });
    expect(page.counts).toBeNull();
  }
}

function matches(row: Row, filter: IncidentFilter): boolean {
  const isOpen = ["triggered", "acknowledged", "investigating"].includes(row.status);
  const isSnoozed = row.snoozedUntil !== null && row.snoozedUntil.getTime() > NOW;
  const hasStatus = (status: string) =>
    status === "open"
      ? isOpen && !isSnoozed
      : status === "snoozed"
        ? isOpen && isSnoozed
        : row.status === status;
  const hasName = (item: { name: string; externalId: string } | null, name: string) =>
    item?.name === name || item?.externalId === name;
  const owner = { me: mine.ctx.actor.id, none: null }[filter.assignee ?? ""];
  return [
    !filter.status || filter.status.some(hasStatus),
    !filter.severity || filter.severity.includes(row.severity),
    !filter.category || filter.category.some((category) => category === (row.category ?? "unknown")),
    !filter.subject || filter.subject.some((kind) => kind === row.subjectKind),
    !filter.pipeline || hasName(row.pipeline, filter.pipeline),
    !filter.task || hasName(row.task, filter.task),
    !filter.environment || row.environment === filter.environment,
    !filter.source || row.source.kind === filter.source || row.sourceId === filter.source,
    !filter.assignee || row.assigneeId === owner,
    !filter.since || row.lastSeenAt >= new Date(filter.since),
    !filter.until || row.firstSeenAt < new Date(filter.until),
    hasText(row, filter.q?.trim() ?? ""),
  ].every(Boolean);
}

function hasText(row: Row, q: string): boolean {
  const number = /^#?(\d+)$/.exec(q)?.[1];
  if (number && row.number === Number(number)) return true;
  return textsOf(row).some((text) => lower(text).includes(lower(q)));
}

function textsOf({ title, rootCause, environment, pipeline, task, subject }: Row): string[] {
  const [, ...places] = subject ? (JSON.parse(subject.key) as string[]) : [];
  const texts = [title, rootCause, environment, pipeline?.name, task?.name, subject?.name, ...places];
  return texts.flatMap((text) => text ?? []);
}

/** A random substring of one of the incident's texts, sometimes in upper case. */
function substringOf(row: Row | undefined, random: () => number): string {
  const texts = row ? textsOf(row) : [];
  const characters = [...(texts[Math.floor(random() * texts.length)] ?? "")];
  const start = Math.floor(random() * characters.length);
  const part = characters.slice(start, start + 1 + Math.floor(random() * 12)).join("");
  return random() < 0.3 ? part.toUpperCase() : part;
}

/** Lower-cases as the database does: with the C collation, ASCII only. */
let lower = (text: string) => text.toLowerCase();
beforeAll(async () => {
  const { rows: probe } = await db.pool.query<{ is: boolean }>("SELECT lower('É') = 'é' AS is");
  if (!probe[0]?.is) lower = (text) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
});

const SEVERITIES = ["critical", "high", "warning", "info", "low"] as const;

function inOrder(sort: (typeof SORTS)[number]): (a: Row, b: Row) => number {
  const keys: Record<typeof sort, (row: Row) => number[]> = {
    "-lastSeenAt": (row) => [-row.lastSeenAt],
    lastSeenAt: (row) => [+row.lastSeenAt],
    "-openedAt": (row) => [-row.openedAt],
    openedAt: (row) => [+row.openedAt],
    severity: (row) => [SEVERITIES.indexOf(row.severity), -row.lastSeenAt],
    "-occurrenceCount": (row) => [-row.occurrenceCount],
  };
  const up = sort === "lastSeenAt" || sort === "openedAt" ? 1 : -1;
  return (a, b) => {
    const differences = keys[sort](a).map((key, i) => key - (keys[sort](b)[i] ?? 0));
    return differences.find((difference) => difference !== 0) ?? up * (a.id < b.id ? -1 : 1);
  };
}

function at(hours: number): string {
  return new Date(NOW + hours * HOUR_MS).toISOString();
}

/** Inserts varied incidents, many of them at the same instant. */
async function fill({ ctx, sourceId }: Arranged, count: number, random: () => number): Promise<void> {
  const { workspaceId } = ctx;
  const pick = <T>(...values: [T, ...T[]]): T => values[Math.floor(random() * values.length)] ?? values[0];
  const other = newId();
  await db.prisma.source.create({
    data: { id: other, workspaceId, kind: "prefect", name: "Prefect", key: other, secretEnc: "" },
  });
  const pipelines = [sourceId, other].flatMap((source, i) => [
    { id: newId(), workspaceId, sourceId: source, externalId: `external-${i}`, name: "orders" },
    { id: newId(), workspaceId, sourceId: source, externalId: `été_${i}`, name: `Été ${i}` },
  ]);
  await db.prisma.pipeline.createMany({ data: pipelines });
  const tasks = pipelines.flatMap(({ id }) =>
    ["load", "a_b"].map((name) => ({
      id: newId(),
      workspaceId,
      pipelineId: id,
      externalId: `${name}-x`,
      name,
    })),
  );
  await db.prisma.task.createMany({ data: tasks });
  const key = JSON.stringify(["workload", "eu-1", "payments", "Deployment", "checkout"]);
  const subject = { id: newId(), workspaceId, sourceId, kind: "workload", key, name: "payments/checkout" };
  await db.prisma.subject.create({
    data: { ...subject, firstSeenAt: new Date(NOW), lastSeenAt: new Date(NOW) },
  });
  const data = Array.from({ length: count }, (_, i): Prisma.IncidentCreateManyInput => {
    const task = pick(...(tasks as [(typeof tasks)[0]]));
    const openedAt = new Date(NOW - Math.floor(random() * 100) * HOUR_MS);
    const status = pick(
      "triggered",
      "acknowledged",
      "investigating",
      "resolved",
      "resolved",
      "merged",
      "suppressed",
    );
    const isTask = random() < 0.8;
    return {
      id: newId(),
      workspaceId,
      number: i + 1,
      title: pick("Column total is gone", "it's 100% a_b", "Read timed out", "back\\slash 12", "ÉTÉ"),
      dedupKey: newId(),
      fingerprint: "v1:x",
      status,
      severity: pick(...SEVERITIES),
      environment: pick("production", "staging", null),
      sourceId: pipelines.find(({ id }) => id === task.pipelineId)?.sourceId ?? sourceId,
      subjectKind: isTask ? "task" : pick("service", "check"),
      ...(isTask ? { pipelineId: task.pipelineId, taskId: pick(task.id, null) } : { subjectId: subject.id }),
      category: pick("rate_limit", "code_bug", "unknown", null),
      rootCause: pick("A column was renamed", "Nobody knows", null),
      assigneeId: pick(ctx.actor.id, null, null),
      snoozedUntil: pick(new Date(NOW + HOUR_MS), new Date(NOW - HOUR_MS), null, null),
      detectedBy: "webhook",
      occurrenceCount: 1 + Math.floor(random() * 4),
      report: {},
      openedAt,
      firstSeenAt: openedAt,
      lastSeenAt: new Date(openedAt.getTime() + Math.floor(random() * random() * 80) * HOUR_MS),
    };
  });
  await db.prisma.incident.createMany({ data });
}

/**
 * Incidents $3 to $4 of $5, a minute apart, the last at $6: all contain "everywhere", every second "even", every third
 * "third", the first 30 "ancient", all but the last 2,100 "not new".
 */
const CROWD = `
INSERT INTO incidents (id, workspace_id, number, title, dedup_key, fingerprint, status, severity, source_id, pipeline_id,
  detected_by, report, opened_at, first_seen_at, last_seen_at, updated_at)
SELECT 'crowd' || lpad(i::text, 8, '0'), $1, i,
  'everywhere' || CASE WHEN i % 2 = 0 THEN ' even' ELSE '' END || CASE WHEN i % 3 = 0 THEN ' third' ELSE '' END || CASE WHEN i <= 30 THEN ' ancient' ELSE '' END
    || CASE WHEN i <= $5::int - 2100 THEN ' not new' ELSE '' END,
  'crowd' || i, 'v1:x', 'resolved', 'critical', $2, 'crowd', 'webhook', '{}', at, at, at, at
FROM generate_series($3::int, $4::int) i, LATERAL (SELECT $6::timestamptz - interval '1 minute' * ($5::int - i) AS at) x`;
