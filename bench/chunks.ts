import { Client } from "pg";
import { withEmbeddedDatabase } from "@/bench/embedded-database";
import { percentile } from "@/bench/load";
import { toChunk } from "@/lib/knowledge/chunk";
import { embedText } from "@/lib/knowledge/embed-text";
import { BUILT_IN_EMBEDDING } from "@/lib/knowledge/embedding";
import { migrate } from "@/lib/platform/db/migrate";
import { createPool } from "@/lib/platform/db/pool";

type Figures = Record<string, number>;

const POSTGRES_ROWS = 100_000;
const EMBEDDED_ROWS = 20_000;
const BATCH = 1_000;
const QUERIES = 40;
const WANTED = 40;
/** One workspace holds nine tenths of the rows; a hundred small ones share the rest. */
const LARGE = "w-large";
const SMALL_WORKSPACES = 100;

/**
 * Searches chunks for similar failures: exactly, and with a partial HNSW index for one model and dimension. Measures
 * milliseconds per search (median and 95th percentile), the share of the 40 nearest rows that the index finds, and what
 * the index costs to build and maintain. 20,000 rows on PGlite; 100,000 on the empty PostgreSQL of BENCH_DATABASE_URL.
 */
export async function benchChunks(): Promise<Figures> {
  const embedded = await withEmbeddedDatabase((url) => measure(url, EMBEDDED_ROWS));
  const url = process.env["BENCH_DATABASE_URL"];
  if (!url) return named("pglite", embedded);
  const pool = createPool(url, 2);
  await migrate(pool, "prisma/migrations");
  await pool.end();
  return { ...named("pglite", embedded), ...named("postgres", await measure(url, POSTGRES_ROWS)) };
}

function named(prefix: string, figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${prefix}.${name}`, value]));
}

async function measure(url: string, rows: number): Promise<Figures> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await arrange(client, rows);
    const vectors = Array.from({ length: QUERIES }, (_, n) => chunkOf(lineOf(rows + n * 7)).embedding);
    const insertMs = await insertTime(client, rows, 500);
    const large = await search(client, LARGE, vectors);
    const small = await search(client, "w-1", vectors);
    const builtAt = performance.now();
    await client.query("SET maintenance_work_mem = '512MB'").catch(() => null);
    await client.query(
      `CREATE INDEX chunks_hnsw ON chunks USING hnsw ((embedding::vector(256)) vector_cosine_ops) WHERE model = '${MODEL}'`,
    );
    const buildSeconds = (performance.now() - builtAt) / 1_000;
    const { rows: sizes } = await client.query<{ index: string; table: string }>(
      "SELECT pg_relation_size('chunks_hnsw') AS index, pg_table_size('chunks') AS table",
    );
    await client.query("SET hnsw.ef_search = 100");
    await client.query("SET hnsw.iterative_scan = relaxed_order").catch(() => null);
    const largeIndexed = await search(client, LARGE, vectors, "vector(256)");
    const smallIndexed = await search(client, "w-1", vectors, "vector(256)");
    return {
      rows,
      insertMs,
      "exact.large.p50Ms": large.p50Ms,
      "exact.large.p95Ms": large.p95Ms,
      "exact.small.p50Ms": small.p50Ms,
      "hnsw.large.p50Ms": largeIndexed.p50Ms,
      "hnsw.large.p95Ms": largeIndexed.p95Ms,
      "hnsw.large.recall": recall(large.found, largeIndexed.found),
      "hnsw.small.p50Ms": smallIndexed.p50Ms,
      "hnsw.small.recall": recall(small.found, smallIndexed.found),
      "hnsw.buildSeconds": buildSeconds,
      "hnsw.indexMB": Number(sizes[0]?.index) / 1e6,
      "hnsw.insertMs": await insertTime(client, rows + 1_000, 500),
      tableMB: Number(sizes[0]?.table) / 1e6,
    };
  } finally {
    await client.end();
  }
}

const MODEL = BUILT_IN_EMBEDDING.model;
const TYPES = [
  "ProgrammingError",
  "KeyError",
  "OperationalError",
  "ModuleNotFoundError",
  "TimeoutError",
  "AnalysisException",
];
const WORDS = [
  "customer",
  "orders",
  "payments",
  "region",
  "warehouse",
  "snapshot",
  "invoice",
  "session",
  "refund",
  "ledger",
];
const SENTENCES: readonly ((a: string, b: string, n: number) => string)[] = [
  (a, b) => `column "${a}_${b}" does not exist in relation raw.${b}`,
  (a, b, n) => `'${a}_${b}_${n % 97}'`,
  (a, b, n) => `could not connect to ${a}-${n % 211}.${b}.internal: Connection refused`,
  (a, b) => `No module named '${a}_${b}'`,
  (a, b, n) => `read of s3://${a}/${b}/part-${n % 1_000} timed out after ${n % 90} seconds`,
  (a, b, n) => `SQL compilation error: invalid identifier '${a.toUpperCase()}_${b.toUpperCase()}_${n % 53}'`,
];

/** The failing line of failure `n`: several error types with varying names. */
function lineOf(n: number): string {
  const pick = <T>(list: readonly T[], by: number): T => list[Math.floor(n / by) % list.length] as T;
  const say = pick(SENTENCES, 1);
  return `${pick(TYPES, 3)} ${say(pick(WORDS, 6), pick(WORDS, 60), n)}`;
}

function chunkOf(text: string) {
  return toChunk(text, embedText(text), BUILT_IN_EMBEDDING);
}

async function arrange(client: Client, rows: number): Promise<void> {
  const workspaces = [LARGE, ...Array.from({ length: SMALL_WORKSPACES }, (_, n) => `w-${n}`)];
  for (const id of workspaces) {
    await client.query("INSERT INTO workspaces (id, slug, name, created_at) VALUES ($1, $1, $1, now())", [
      id,
    ]);
  }
  for (let from = 0; from < rows; from += BATCH) {
    const items = Array.from({ length: BATCH }, (_, i) => rowOf(from + i));
    await client.query(INSERT_CHUNKS, [JSON.stringify(items)]);
  }
  await client.query("ANALYZE");
}

function rowOf(n: number) {
  return {
    id: `i-${n}`,
    workspace: n % 10 === 0 ? `w-${Math.floor(n / 10) % SMALL_WORKSPACES}` : LARGE,
    ...chunkOf(lineOf(n)),
  };
}

/** Milliseconds per row, with one statement per row. */
async function insertTime(client: Client, from: number, count: number): Promise<number> {
  const items = Array.from({ length: count }, (_, i) => rowOf(from + i));
  const startedAt = performance.now();
  for (const item of items) await client.query(INSERT_CHUNKS, [JSON.stringify([item])]);
  return (performance.now() - startedAt) / count;
}

async function search(
  client: Client,
  workspace: string,
  vectors: readonly string[],
  type = "vector",
): Promise<{ p50Ms: number; p95Ms: number; found: number[][] }> {
  const times: number[] = [];
  const found: number[][] = [];
  const sql = `
    SELECT owner_id AS id, embedding::${type} <=> $2::${type} AS distance FROM chunks
    WHERE workspace_id = $1 AND owner_kind = 'failure' AND model = '${MODEL}' AND dimensions = 256
    ORDER BY embedding::${type} <=> $2::${type} LIMIT ${WANTED}`;
  for (const vector of vectors) {
    const startedAt = performance.now();
    const { rows } = await client.query<{ id: string; distance: number }>(sql, [workspace, vector]);
    times.push(performance.now() - startedAt);
    found.push(rows.map((row) => row.distance));
  }
  const sorted = times.toSorted((a, b) => a - b);
  return { p50Ms: percentile(sorted, 0.5), p95Ms: percentile(sorted, 0.95), found };
}

/** Share of the wanted rows that were found. Ties are common, so any row at most as far as the farthest wanted row counts. */
function recall(wanted: readonly number[][], found: readonly number[][]): number {
  const shares = wanted.map((distances, i) => {
    const limit = Math.max(...distances) + 1e-6;
    return (found[i] ?? []).filter((distance) => distance <= limit).length / Math.max(1, distances.length);
  });
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}

const ITEMS = `jsonb_to_recordset($1::jsonb)
  AS x(id text, workspace text, text text, model text, dimensions int, embedding text, hash text)`;
const INSERT_CHUNKS = `
INSERT INTO chunks (id, workspace_id, owner_kind, owner_id, ordinal, text, model, dimensions, embedding, hash, updated_at)
SELECT id, workspace, 'failure', id, 0, text, model, dimensions, embedding::vector, hash, now() FROM ${ITEMS}`;
