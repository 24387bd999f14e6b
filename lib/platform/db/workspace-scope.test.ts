import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Models and tables that belong to a workspace: all that require the column. */
const { models, tables } = readModels();

const SWEEP = "scores the marked tasks of all workspaces, each from its own runs";
const ROWS_OF_OWN = "belongs to a row that the same statement finds by its workspace";
const INTAKE = "accepts for many workspaces at once; every id comes from rows below the authenticated source";

/**
 * Places that name no workspace, each with the reason why that is right. Anything else that reads or writes rows of a
 * workspace has to say which one.
 */
const WITHOUT_WORKSPACE: Record<string, string> = {
  "lib/platform/auth/authenticate.ts apiToken.findUnique": "the token's hash decides which workspace it is",
  "lib/platform/auth/authenticate.ts apiToken.update": "the row was found by the token's hash",
  "lib/platform/auth/find-session.ts SELECT memberships": "ends a session whose person is a member of none",
  "lib/sources/first-run/data.ts apiToken.findUnique": "asks whether the first run's token is known at all",
  "lib/retention/return-space.ts SELECT sources": "one database serves all workspaces",
  "lib/workspaces/check-encryption-key.ts SELECT sources": "one key encrypts the secrets of all workspaces",
  "lib/desk/list-sql.ts SELECT incidents": "`filterConditions` puts the workspace first",
  "lib/desk/index-texts.ts SELECT incident_texts": "the index of texts is kept for all workspaces",
  "lib/desk/index-texts.ts UPDATE incident_texts": "the index of texts is kept for all workspaces",
  "lib/intake/acceptance/record-sql.ts SELECT attempts": INTAKE,
  "lib/intake/acceptance/record-sql.ts UPDATE sources": INTAKE,
  "lib/intake/acceptance/accept-sql.ts UPDATE incidents": INTAKE,
  "lib/intake/acceptance/accept-sql.ts UPDATE tasks": INTAKE,
  "lib/intake/acceptance/accept-sql.ts UPDATE runs": INTAKE,
  "lib/intake/acceptance/accept-sql.ts UPDATE subjects": INTAKE,
  "lib/intake/acceptance/accept-sql.ts UPDATE deliveries": INTAKE,
  "lib/intake/acceptance/surroundings-sql.ts SELECT runs": INTAKE,
  "lib/pipelines/impact/data.ts SELECT runs": ROWS_OF_OWN,
  "lib/reconcile/runs/load-known-runs.ts SELECT attempts": ROWS_OF_OWN,
  "lib/reconcile/runs/write-sql.ts SELECT runs": ROWS_OF_OWN,
  "lib/reconcile/runs/write-sql.ts SELECT tasks": ROWS_OF_OWN,
  "lib/lineage/warehouses/data.ts integration.findMany":
    "lists the warehouses of all workspaces for scheduled work",
  "lib/lineage/warehouses/store-tables.ts DELETE schema_snapshots": ROWS_OF_OWN,
  "lib/lineage/lineage-sql.ts UPDATE schema_snapshots": INTAKE,
  "lib/lineage/lineage-sql.ts DELETE schema_snapshots": INTAKE,
  "lib/sources/find-source.ts SELECT sources": "the secret decides which workspace it is",
  "lib/sources/find-source.ts UPDATE sources": "completes the sources of all workspaces once",
  "lib/intake/attempts/score-flakes.ts SELECT tasks": SWEEP,
  "lib/intake/attempts/score-flakes.ts UPDATE tasks": SWEEP,
  "lib/intake/attempts/score-flakes.ts SELECT attempts": SWEEP,
  "lib/workflows/claim-outbox.ts SELECT outbox_events": "the outbox is sent for all workspaces",
  "lib/workflows/claim-outbox.ts UPDATE outbox_events": "the outbox is sent for all workspaces",
  "lib/workflows/outbox-trouble.ts SELECT outbox_events": "readiness speaks of the whole installation",
  "lib/workflows/settle-outbox.ts UPDATE outbox_events": "the outbox is sent for all workspaces",
  "lib/workflows/settle-outbox.ts DELETE outbox_events": "the outbox is cleaned for all workspaces",
  "lib/workflows/record-progress.ts SELECT workflow_runs": "the engine reports on a workflow by its own id",
  "lib/workflows/record-progress.ts UPDATE workflow_runs": "the engine reports on a workflow by its own id",
};

interface Place {
  /** `file model.method` or `file VERB table`. */
  name: string;
  line: number;
}

function readModels(): { models: string[]; tables: string[] } {
  const folder = `${ROOT}prisma/models/`;
  const text = readdirSync(folder)
    .map((file) => readFileSync(folder + file, "utf8"))
    .join("\n");
  const owned = text
    .split(/^model /m)
    .slice(1)
    .filter((model) => /^\s+workspaceId\s+String\s/m.test(model));
  return {
    models: owned.map((model) => model.charAt(0).toLowerCase() + (/^\w+/.exec(model)?.[0] ?? "").slice(1)),
    tables: owned.map((model) => /@@map\("(\w+)"\)/.exec(model)?.[1] ?? ""),
  };
}

function sourceFiles(): { file: string; text: string }[] {
  return ["lib", "inngest", "app"]
    .flatMap((top) =>
      readdirSync(ROOT + top, { recursive: true, encoding: "utf8" }).map((file) => `${top}/${file}`),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/generated\/|\/testing\//.test(file))
    .map((file) => ({ file, text: readFileSync(ROOT + file, "utf8") }));
}

const METHODS =
  "findFirst|findFirstOrThrow|findUnique|findUniqueOrThrow|findMany|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany|count|aggregate|groupBy";

/** Prisma calls whose `where` has no workspace. */
function unscopedCalls(file: string, text: string): Place[] {
  const calls = text.matchAll(new RegExp(`\\.(${models.join("|")})\\s*\\.(${METHODS})\\(`, "g"));
  return [...calls].flatMap((call) => {
    const start = call.index + call[0].length;
    const where = /\bwhere\b/.exec(text.slice(start, endOfCall(text, start)));
    const scope = where ? valueAt(text, start + where.index + "where".length) : "";
    if (/\bworkspaceId\b/.test(scope)) return [];
    return [{ name: `${file} ${call[1]}.${call[2]}`, line: lineOf(text, call.index) }];
  });
}

/** SQL statements that write without a workspace in their condition, or read without one anywhere. */
function unscopedStatements(file: string, text: string): Place[] {
  const found: Place[] = [];
  for (const literal of literals(text)) {
    for (const write of literal.text.matchAll(/\b(UPDATE|DELETE FROM)\s+(\w+)/g)) {
      const [, verb = "", table = ""] = write;
      if (!tables.includes(table)) continue;
      const rest = literal.text.slice(write.index);
      const statement = rest.slice(0, /\n\)|\bRETURNING\b/.exec(rest)?.index);
      if (isScoped(statement)) continue;
      found.push({ name: `${file} ${verb.split(" ")[0]} ${table}`, line: lineOf(text, literal.index) });
    }
    if (/\b(?:UPDATE|DELETE FROM)\b/.test(literal.text) && !/\bSELECT\b/.test(literal.text)) continue;
    const read = /\bFROM\s+(\w+)/g;
    const names = [...literal.text.matchAll(read)].map((match) => match[1] ?? "");
    const first = names.find((name) => tables.includes(name));
    if (!first || !/\bSELECT\b/.test(literal.text) || isScoped(literal.text)) continue;
    found.push({ name: `${file} SELECT ${first}`, line: lineOf(text, literal.index) });
  }
  return found;
}

const isScoped = (sql: string) => /\bworkspace_id\b|"workspaceId"/.test(sql);

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

/** Template and string literals that contain SQL; template expressions stay as written. */
function literals(text: string): { text: string; index: number }[] {
  return [...text.matchAll(/`[^`]*`|"[^"\n]*"/g)]
    .filter(([literal]) => /\b(?:SELECT|UPDATE|DELETE)\b/.test(literal))
    .map((match) => ({ text: match[0], index: match.index }));
}

function endOfCall(text: string, start: number): number {
  return endOf(text, start, (char, depth) => char === ")" && depth === 0);
}

/** The value of a property; for shorthand properties, the value of the variable. */
function valueAt(text: string, start: number): string {
  const end = endOf(text, start, (char, depth) => depth === 0 && /[,})]/.test(char));
  return text.slice(start, end);
}

function endOf(text: string, start: number, isEnd: (char: string, depth: number) => boolean): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (isEnd(char, depth)) return at;
    if ("([{".includes(char)) depth += 1;
    else if (")]}".includes(char)) depth -= 1;
  }
  return text.length;
}

const places = sourceFiles().flatMap(({ file, text }) => [
  ...unscopedCalls(file, text),
  ...unscopedStatements(file, text),
]);

describe("queries on rows of a workspace", () => {
  it("are recognized by model and table", () => {
    expect(models).toEqual(
      expect.arrayContaining(["incident", "evidence", "fix", "source", "workflowRun", "apiToken"]),
    );
    expect(tables).toEqual(
      expect.arrayContaining(["incidents", "timeline_entries", "deliveries", "attempts"]),
    );
  });

  it("name the workspace, with the listed exceptions", () => {
    const forgotten = places.filter(({ name }) => !(name in WITHOUT_WORKSPACE));
    expect(forgotten.map(({ name, line }) => `${name} (line ${line})`)).toEqual([]);
  });

  it("exist for every listed exception", () => {
    const names = new Set(places.map(({ name }) => name));
    expect(Object.keys(WITHOUT_WORKSPACE).filter((name) => !names.has(name))).toEqual([]);
  });

  it.each([
    ["tx.incident.update({ where: { id }, data: { workspaceId } })", 1],
    ["tx.incident.update({ where: { id, workspaceId }, data })", 0],
    ["tx.incident\n  .findMany()", 1],
    ["tx.user.findUnique({ where: { id } })", 0],
    [
      "`WITH a AS (\n  UPDATE incidents SET x = 1 WHERE id = $1\n)\nSELECT 1 FROM runs WHERE workspace_id = $2`",
      1,
    ],
    ["`UPDATE incidents SET x = 1 WHERE id = $1 AND workspace_id = $2`", 0],
    ["`SELECT id FROM incidents WHERE id = ${id} FOR UPDATE`", 1],
    ["'DELETE FROM users'", 0],
  ])("without the workspace are counted in %j: %d", (text, count) => {
    expect([...unscopedCalls("f", text), ...unscopedStatements("f", text)]).toHaveLength(count);
  });
});
