import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rankSuspects } from "@/lib/code/suspects/rank-suspects";
import { listChangesBetween, type Versions } from "@/lib/evidence/code-changes/list-changes";
import { reachedFiles } from "@/lib/evidence/code-changes/reached-files";
import { readText } from "@/lib/logs/findings/read-text";
import { childEnvironment } from "@/lib/platform/env";
import { openLocalRepository } from "@/lib/vendors/git/repository";

const COMMITS = 50_000;
const FOLDER = join(tmpdir(), `pd-bench-suspects-${COMMITS}`);
const MODULES = 2_000;
const START = Date.parse("2026-01-01T00:00:00Z") / 1_000;

const LOG = `Traceback (most recent call last):
  File "/opt/airflow/dags/team0/orders.py", line 3, in load
    return m7.load(rows)
  File "/opt/airflow/dags/lib/pkg7/m7.py", line 2, in load
    return rows["amount_49000"]
KeyError: 'amount_49000'`;

/**
 * Milliseconds to find and rank the suspects in a history of 50,000 commits to 2,000 modules: which files the pipeline
 * reaches, which commits touched them, and which of these caused the failure. Once from the last good commit, once by
 * time. The repository is made once, below the temporary folder.
 */
export async function benchSuspects(): Promise<Record<string, number>> {
  if (!existsSync(join(FOLDER, "HEAD"))) await makeRepository();
  const repository = openLocalRepository(FOLDER, [tmpdir()]);
  const { sha } = await repository.headCommit();
  const [first] = (await repository.listChanges({ paths: ["README.md"], limit: 1 })).map(
    (commit) => commit.sha,
  );
  const period = { since: new Date((START - 60) * 1_000), until: new Date((START + COMMITS * 60) * 1_000) };
  const figures: Record<string, number> = {};
  for (const [name, versions] of Object.entries({
    exact: { good: first ?? null, failed: sha, ...period },
    byTime: { good: null, failed: null, ...period },
  } satisfies Record<string, Versions>)) {
    const started = performance.now();
    const { files, shown } = await findSuspects(versions);
    figures[`${name}.ms`] = performance.now() - started;
    figures[`${name}.reachedFiles`] = files;
    figures[`${name}.topIsCulprit`] = shown ? 1 : 0;
  }
  return figures;
}

async function findSuspects(versions: Versions): Promise<{ files: number; shown: boolean }> {
  const repository = openLocalRepository(FOLDER, [tmpdir()]);
  const incident = { source: { dagsFolder: "dags", repository: { kind: "local", path: FOLDER } } };
  const reached = await reachedFiles(repository, incident as Parameters<typeof reachedFiles>[1], {
    paths: ["/opt/airflow/dags/team0/orders.py"],
    ran: versions.failed,
  });
  const found = await listChangesBetween(repository, reached, versions);
  const log = readText(LOG);
  const toSuspect = <T extends { sha: string }>({ sha, ...commit }: T) => ({ ...commit, id: sha });
  const first = rankSuspects({ log, commits: found.commits.map(toSuspect), reached: found.reached });
  const likely = new Set(first.slice(0, 30).map(({ id }) => id));
  const commits = await repository.readPatches(found.commits.filter(({ sha }) => likely.has(sha)));
  const [top] = rankSuspects({ log, commits: commits.map(toSuspect), reached: found.reached });
  const message = commits.find(({ sha }) => sha === top?.id)?.message;
  return { files: reached.length, shown: message === "commit 49000" };
}

/** Feeds `git fast-import`; every commit changes one module, and commit 49,000 adds the line that fails. */
async function makeRepository(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await runGit(["init", "-q", "--bare", "-b", "main", FOLDER], []);
  await runGit(["--git-dir", FOLDER, "fast-import", "--quiet"], importStream());
}

function* importStream(): Generator<string> {
  const dag = Array.from({ length: 40 }, (_, i) => `from lib.pkg${i % 50} import m${i}`).join("\n");
  yield commitText(0, "start", [
    ["README.md", "bench\n"],
    ["dags/team0/orders.py", `${dag}\n`],
    ...Array.from({ length: MODULES }, (_, i): [string, string] => [modulePath(i), "x = 0\n"]),
  ]);
  for (let n = 1; n < COMMITS; n += 1) {
    const module = n === 49_000 ? 7 : (n * 7_919) % MODULES;
    const body = n === 49_000 ? 'def load(rows):\n    return rows["amount_49000"]\n' : `x = ${n}\n`;
    if (module === 7 && n > 49_000) continue;
    yield commitText(n, `commit ${n}`, [[modulePath(module), body]]);
  }
}

function modulePath(index: number): string {
  return `dags/lib/pkg${index % 50}/m${index}.py`;
}

function commitText(n: number, message: string, files: readonly (readonly [string, string])[]): string {
  const changes = files.map(
    ([path, text]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
  );
  const head = `commit refs/heads/main\ncommitter Ada <ada@example.com> ${START + n * 60} +0000\n`;
  return `${head}data ${Buffer.byteLength(message)}\n${message}\n${changes.join("")}`;
}

function runGit(args: readonly string[], input: Iterable<string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", args, { env: childEnvironment(), stdio: ["pipe", "ignore", "inherit"] });
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`git exited with ${code}`))));
    for (const text of input) child.stdin.write(text);
    child.stdin.end();
  });
}
