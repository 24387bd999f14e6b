import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { childEnvironment } from "@/lib/platform/env";

export interface TemporaryRepository {
  path: string;
  git(...args: string[]): string;
  write(files: Record<string, string>): void;
  /** Commits everything; `date` is both dates of the commit. */
  commit(message: string, options?: { date?: string; files?: Record<string, string> }): string;
  remove(): void;
}

/** A real git repository in a temporary folder, for tests. */
export function createTemporaryRepository(files: Record<string, string> = {}): TemporaryRepository {
  const path = mkdtempSync(join(tmpdir(), "pd-repo-"));
  const run = (args: string[], env: Record<string, string> = {}) =>
    execFileSync("git", args, {
      cwd: path,
      env: { ...childEnvironment(), GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", ...env },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trimEnd();
  const write = (more: Record<string, string>) => {
    for (const [name, content] of Object.entries(more)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    }
  };
  const commit: TemporaryRepository["commit"] = (message, options = {}) => {
    write(options.files ?? {});
    const date = options.date ?? "2026-11-01T08:00:00Z";
    run(["add", "-A"]);
    run(["commit", "-q", "--allow-empty", "-m", message], {
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    });
    return run(["rev-parse", "HEAD"]);
  };
  run(["init", "-q", "-b", "main"]);
  run(["config", "user.name", "Ada Lovelace"]);
  run(["config", "user.email", "ada@example.com"]);
  if (Object.keys(files).length > 0) commit("first", { files });
  return {
    path,
    git: (...args) => run(args),
    write,
    commit,
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
