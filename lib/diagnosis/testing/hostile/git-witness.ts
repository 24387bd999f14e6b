import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { vi } from "vitest";
import { childEnvironment } from "@/lib/platform/env";

/** Records every run of git that this process starts. */
export interface GitWitness {
  /** The arguments of each run since the last call. */
  take: () => string[][];
  remove: () => void;
}

/** Puts a program named git before the real one on this process's path, which records its arguments and passes them on. */
export function watchGit(): GitWitness {
  const folder = mkdtempSync(join(tmpdir(), "pd-git-"));
  const record = join(folder, "runs");
  const real = execFileSync("which", ["git"], { encoding: "utf8" }).trim();
  const program = join(folder, "git");
  writeFileSync(
    program,
    `#!/bin/sh\n{ for arg in "$@"; do printf '%s\\037' "$arg"; done; printf '\\036'; } >> '${record}'\nexec '${real}' "$@"\n`,
  );
  chmodSync(program, 0o755);
  vi.stubEnv("PATH", `${folder}${delimiter}${childEnvironment()["PATH"]}`);
  return {
    take: () => {
      const runs = existsSync(record) ? readFileSync(record, "utf8").split("\u001E").slice(0, -1) : [];
      rmSync(record, { force: true });
      return runs.map((run) => run.split("\u001F").slice(0, -1));
    },
    remove: () => {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
