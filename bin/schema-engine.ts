import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import type * as Engine from "@prisma/schema-engine-wasm";
import { Pool, type QueryResult } from "pg";
import { readMigrations } from "@/lib/platform/db/migrate";

const require = createRequire(import.meta.url);

/** Schema files with path and content, as the engine expects. */
async function readSchemaFiles(folder: string): Promise<{ path: string; content: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".prisma"))
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.sort().map(async (path) => ({ path, content: await readFile(path, "utf8") })));
}

let loaded: Promise<typeof Engine.SchemaEngine> | undefined;

/** Prisma's schema engine in WebAssembly, which needs no downloaded binary. */
function loadEngine(): Promise<typeof Engine.SchemaEngine> {
  // Its glue code supports only one instance at a time.
  loaded ??= instantiate();
  return loaded;
}

async function instantiate(): Promise<typeof Engine.SchemaEngine> {
  const folder = dirname(require.resolve("@prisma/schema-engine-wasm"));
  const glue = (await import("@prisma/schema-engine-wasm/schema_engine_bg")) as typeof Engine & {
    __wbg_set_wasm(exports: WebAssembly.Exports): void;
  };
  const module = new WebAssembly.Module(await readFile(join(folder, "schema_engine_bg.wasm")));
  const imports = { "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports };
  const { exports } = new WebAssembly.Instance(module, imports);
  glue.__wbg_set_wasm(exports);
  (exports["__wbindgen_start"] as () => void)();
  return glue.SchemaEngine;
}

const CATALOG_CHAR = 18;
const PADDED_CHAR = 1042;

/** Tracks which columns of the latest result have the catalog's one-byte type `"char"`. */
class CatalogPool extends Pool {
  charColumns: number[] = [];

  override query: Pool["query"] = async (...args: unknown[]) => {
    const run = super.query.bind(this) as unknown as (...args: unknown[]) => Promise<QueryResult>;
    const result = await run(...args);
    this.charColumns = [];
    for (const [i, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== CATALOG_CHAR) continue;
      field.dataTypeID = PADDED_CHAR;
      this.charColumns.push(i);
    }
    return result;
  };
}

/** Prisma's adapter with support for the catalog type its engine reads. */
class CatalogAdapter extends PrismaPg {
  private readonly pool: CatalogPool;

  constructor(pool: CatalogPool) {
    super(pool);
    this.pool = pool;
  }

  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    // The engine queries sequentially, so the latest result is this one.
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const i of this.pool.charColumns) result.columnTypes[i] = ColumnTypeEnum.Character;
      return result;
    };
    return adapter;
  }
}

/** Indexes Prisma's schema language cannot express: partial ones and those on expressions. */
async function rawIndexes(pool: Pool): Promise<Set<string>> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indpred IS NOT NULL OR i.indexprs IS NOT NULL`,
  );
  return new Set(rows.map(({ name }) => name));
}

type Handle = Awaited<ReturnType<typeof Engine.SchemaEngine.new>>;

const NOTHING_EXTERNAL = { externalTables: [], externalEnums: [] };

/** Runs `work` with Prisma's schema engine connected to the database at `url`. */
async function withEngine<T>(
  url: string,
  schemaFolder: string,
  work: (engine: Handle, files: Awaited<ReturnType<typeof readSchemaFiles>>, pool: Pool) => Promise<T>,
): Promise<T> {
  const files = await readSchemaFiles(schemaFolder);
  const SchemaEngine = await loadEngine();
  const pool = new CatalogPool({ connectionString: url, max: 2 });
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new CatalogAdapter(pool));
    const datamodels = files.map(({ path, content }): [string, string] => [path, content]);
    const engine = await SchemaEngine.new({ datamodels }, () => {}, adapter);
    return await work(engine, files, pool);
  } finally {
    await pool.end();
  }
}

/**
 * The SQL that would turn the migrated database at `url` into the schema files' state; empty if they match. Ignores raw
 * indexes, triggers and functions of the migrations.
 */
export async function schemaDiff(url: string, schemaFolder: string): Promise<string> {
  return withEngine(url, schemaFolder, async (engine, files, pool) => {
    const { stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: schemaFolder },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: NOTHING_EXTERNAL,
    });
    return withoutDrops(stdout ?? "", await rawIndexes(pool));
  });
}

/** `prisma migrate`'s diagnosis of the database's migrations; `history: null` means up to date. */
export async function diagnoseWithPrisma(
  url: string,
  schemaFolder: string,
): Promise<Engine.DiagnoseMigrationHistoryOutput> {
  const migrationsList = await readMigrationList(join(schemaFolder, "migrations"));
  return withEngine(url, schemaFolder, (engine) =>
    engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: NOTHING_EXTERNAL,
    }),
  );
}

/** Does what `prisma migrate deploy` does and returns the names of the applied migrations. */
export async function deployWithPrisma(url: string, schemaFolder: string): Promise<string[]> {
  const migrationsList = await readMigrationList(join(schemaFolder, "migrations"));
  const { appliedMigrationNames } = await withEngine(url, schemaFolder, (engine) =>
    engine.applyMigrations({ migrationsList, filters: NOTHING_EXTERNAL }),
  );
  return appliedMigrationNames;
}

async function readMigrationList(baseDir: string): Promise<Engine.MigrationList> {
  const migrations = await readMigrations(baseDir);
  return {
    baseDir,
    lockfile: {
      path: "migration_lock.toml",
      content: await readFile(join(baseDir, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}

/** Removes `DROP INDEX` statements of the named indexes, with their comments. */
function withoutDrops(sql: string, names: Set<string>): string {
  return sql
    .split("\n\n")
    .filter((step) => {
      const dropped = /DROP INDEX "([^"]+)"/.exec(step)?.[1];
      return (
        step.trim() !== "" && !step.includes("This is an empty migration") && !(dropped && names.has(dropped))
      );
    })
    .join("\n\n")
    .trim();
}
