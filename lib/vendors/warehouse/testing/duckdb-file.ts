import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { onTestFinished } from "vitest";

/** A folder inside the allowed ones, removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pd-duckdb-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a DuckDB file for writing, makes it if needed, and runs statements. The caller closes it. */
export async function writeDuckDb(path: string, ...statements: string[]): Promise<{ close: () => void }> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  return {
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Runs statements on a DuckDB file and closes it. */
export async function changeDuckDb(path: string, ...statements: string[]): Promise<void> {
  const { close } = await writeDuckDb(path, ...statements);
  close();
}
