import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { checkApply } from "@/lib/vendors/git/check-apply";
import { createHostileRepository } from "@/lib/vendors/git/testing/hostile-repository";
import { openLocalRepository } from "@/lib/vendors/git/repository";
import { createTemporaryRepository } from "@/lib/vendors/git/testing/temporary-repository";

const FILES = { "dags/orders.py": "def load():\n    return 1\n", "README.md": "hi\n" };
const branch = "pipeline-debugger/incident-1-abcdefgh";
const cleanUp: (() => void)[] = [];

afterEach(() => {
  for (const undo of cleanUp.splice(0)) undo();
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pd-root-"));
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function hostile() {
  const repository = createHostileRepository(FILES);
  cleanUp.push(repository.remove);
  return repository;
}

function ordinary(files: Record<string, string> = FILES) {
  const repository = createTemporaryRepository(files);
  cleanUp.push(repository.remove);
  return repository;
}

/** Calls every repository method and returns the error messages. */
async function doEverything(path: string, roots = [tmpdir()]): Promise<string[]> {
  const repository = openLocalRepository(path, roots);
  const failures: string[] = [];
  const attempt = async <T>(work: Promise<T>) =>
    work.catch((error: Error) => {
      failures.push(error.message);
      return null;
    });
  await attempt(repository.describe());
  const head = await attempt(repository.headCommit());
  const base = head?.sha ?? "HEAD";
  await attempt(repository.listCommits({ path: "dags/orders.py", limit: 5 }));
  await attempt(repository.listCommits({ limit: 5, since: new Date(0) }));
  await attempt(repository.listFiles("HEAD"));
  await attempt(repository.findMentions(["orders"], "HEAD", 10));
  await attempt(repository.readFile("README.md", "HEAD"));
  await attempt(repository.readFile("dags/orders.py", "HEAD"));
  await attempt(repository.blame("HEAD", [{ path: "dags/orders.py", line: 1 }]));
  await attempt(repository.createBranch({ branch, base }));
  const files = [{ path: "dags/orders.py", content: "q = 1\n" }];
  await attempt(repository.commitToBranch({ branch, base, message: "m", files }));
  await attempt(repository.findBranch(branch));
  await attempt(repository.openDraftPullRequest({ branch, base: "main", title: "t", body: "b" }));
  return failures;
}

describe("a repository that names programs to run", () => {
  it("springs its traps with unprotected git", () => {
    const { path, sprung, loseFirstFile } = hostile();
    const git = (...args: string[]) => spawnSync("git", args, { cwd: path, timeout: 20_000 });
    git("status");
    loseFirstFile();
    git("cat-file", "-p", "HEAD:dags/orders.py");
    expect(sprung()).toEqual(
      expect.arrayContaining([
        expect.stringContaining("core.fsmonitor"),
        expect.stringContaining("filter.evil"),
        expect.stringContaining("remote.origin.url"),
      ]),
    );
  });

  it("runs none of them", async () => {
    const repository = hostile();
    expect(await doEverything(repository.path)).toEqual([]);
    expect(repository.sprung()).toEqual([]);
  });

  it("fetches nothing for a missing object", async () => {
    const repository = hostile();
    repository.loseFirstFile();
    expect(await doEverything(repository.path)).toEqual([expect.stringMatching(/^git cat-file failed/)]);
    expect(repository.sprung()).toEqual([]);
    const [, first] = await openLocalRepository(repository.path, [tmpdir()]).listCommits({ limit: 5 });
    expect(first).toMatchObject({
      isPatchCut: true,
      files: [{ path: "README.md" }, { path: "dags/orders.py" }],
    });
  });

  it("runs nothing when bare", async () => {
    const repository = hostile();
    const bare = join(temporaryFolder(), "bare.git");
    renameSync(join(repository.path, ".git"), bare);
    execFileSync("git", ["config", "-f", join(bare, "config"), "core.bare", "true"]);
    expect(await doEverything(bare)).toEqual([]);
    expect(readdirSync(join(bare, "sprung"))).toEqual([]);
  });

  it("does not apply its configuration to patch checks", async () => {
    const { path, sprung } = hostile();
    const previous = process.env["TMPDIR"];
    process.env["TMPDIR"] = path;
    const patch = "--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a = 1\n+a = 2\n";
    const checked = await checkApply(patch, new Map([["x.py", "a = 1\n"]])).finally(() => {
      if (previous === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = previous;
    });
    expect(checked).toMatchObject({ ok: true });
    expect(sprung()).toEqual([]);
  });

  it("ignores core.worktree", async () => {
    const other = ordinary({ "secret.txt": "s\n" });
    const repository = ordinary();
    repository.git("config", "core.worktree", other.path);
    const opened = openLocalRepository(repository.path, [tmpdir()]);
    expect(await opened.listFiles("HEAD")).toEqual(["README.md", "dags/orders.py"]);
    expect((await opened.headCommit()).sha).not.toBe(other.git("rev-parse", "HEAD"));
    expect(await doEverything(repository.path)).toEqual([]);
    expect(other.git("branch", "--list", "pipeline-debugger/*")).toBe("");
  });
});

describe("repository roots", () => {
  const FORBIDDEN = { code: "FORBIDDEN", message: expect.stringContaining("PD_REPOSITORY_ROOTS") };
  const head = (path: string, roots: string[]) => openLocalRepository(path, roots).headCommit();

  it("opens only repositories below a root", async () => {
    const { path } = ordinary();
    await expect(head(path, [tmpdir()])).resolves.toMatchObject({ branch: "main" });
    await expect(head(path, [path])).resolves.toMatchObject({ branch: "main" });
    await expect(head(join(path, "dags"), [path])).resolves.toMatchObject({ branch: "main" });
    await expect(head(path, [])).rejects.toMatchObject(FORBIDDEN);
    await expect(head(path, [join(path, "dags")])).rejects.toMatchObject(FORBIDDEN);
    await expect(head(path, [path.slice(0, -1)])).rejects.toMatchObject(FORBIDDEN);
    await expect(head(join(temporaryFolder(), "..", path), [temporaryFolder()])).rejects.toMatchObject(
      FORBIDDEN,
    );
  });

  it("does not search above the roots or reveal what exists outside", async () => {
    const { path } = ordinary();
    await expect(head(join(path, "dags"), [join(path, "dags")])).rejects.toMatchObject({ code: "INVALID" });
    await expect(head("/nonexistent/repository", [path])).rejects.toMatchObject(FORBIDDEN);
    await expect(head("/etc", [path])).rejects.toMatchObject(FORBIDDEN);
  });

  it("opens a linked worktree and a link to a repository when both ends are inside", async () => {
    const { path, git } = ordinary();
    const root = temporaryFolder();
    git("worktree", "add", "-q", join(root, "linked"), "-b", "side");
    expect(await head(join(root, "linked"), [tmpdir()])).toMatchObject({ branch: "side" });
    symlinkSync(path, join(root, "link"));
    expect(await head(join(root, "link"), [tmpdir()])).toMatchObject({ branch: "main" });
    await expect(head(join(root, "linked"), [root])).rejects.toMatchObject(FORBIDDEN);
    await expect(head(join(root, "link"), [root])).rejects.toMatchObject(FORBIDDEN);
  });

  /** A folder below the root that leads to the repository `secret`, which is not. */
  const TRICKS: Record<string, (inside: string, secret: string) => void> = {
    "a .git that is a link": (inside, secret) => {
      mkdirSync(inside);
      symlinkSync(join(secret, ".git"), join(inside, ".git"));
    },
    "a .git file": (inside, secret) => {
      mkdirSync(inside);
      writeFileSync(join(inside, ".git"), `gitdir: ${secret}/.git\n`);
    },
    "a shared folder": (inside, secret) => {
      execFileSync("git", ["init", "-q", inside]);
      writeFileSync(join(inside, ".git", "commondir"), `${secret}/.git\n`);
    },
    "an object store that is a link": (inside, secret) => {
      execFileSync("git", ["init", "-q", inside]);
      rmSync(join(inside, ".git", "objects"), { recursive: true });
      symlinkSync(join(secret, ".git", "objects"), join(inside, ".git", "objects"));
    },
    "part of an object store that is a link": (inside, secret) => {
      execFileSync("git", ["init", "-q", inside]);
      symlinkSync(join(secret, ".git", "objects", "info"), join(inside, ".git", "objects", "ab"));
    },
    "objects that are links": (inside, secret) => {
      execFileSync("git", ["init", "-q", "-b", "main", inside]);
      const [from, to] = [secret, inside].map((top) => join(top, ".git", "objects"));
      for (const folder of readdirSync(from ?? "").filter((name) => /^[0-9a-f]{2}$/.test(name))) {
        mkdirSync(join(to ?? "", folder), { recursive: true });
        for (const name of readdirSync(join(from ?? "", folder)))
          symlinkSync(join(from ?? "", folder, name), join(to ?? "", folder, name));
      }
      const head = execFileSync("git", ["-C", secret, "rev-parse", "HEAD"], { encoding: "utf8" });
      writeFileSync(join(inside, ".git", "refs", "heads", "main"), head);
    },
    "an alternate object store": (inside, secret) => {
      execFileSync("git", ["init", "-q", inside]);
      writeFileSync(join(inside, ".git", "objects", "info", "alternates"), `${secret}/.git/objects\n`);
    },
    "an alternate of an alternate": (inside, secret) => {
      execFileSync("git", ["init", "-q", inside]);
      const near = join(inside, "near", "info");
      mkdirSync(near, { recursive: true });
      writeFileSync(join(inside, ".git", "objects", "info", "alternates"), "../../near\n");
      writeFileSync(join(near, "alternates"), `${secret}/.git/objects\n`);
    },
    "branches that are a link": (inside, secret) => {
      execFileSync("git", ["init", "-q", inside]);
      rmSync(join(inside, ".git", "refs", "heads"), { recursive: true });
      symlinkSync(join(secret, ".git", "refs", "heads"), join(inside, ".git", "refs", "heads"));
    },
    "a place for our branches that is a link": (inside, secret) => {
      execFileSync("git", ["init", "-q", inside]);
      symlinkSync(secret, join(inside, ".git", "refs", "heads", "pipeline-debugger"));
    },
    "a configuration that is a link": (inside, secret) => {
      execFileSync("git", ["init", "-q", inside]);
      rmSync(join(inside, ".git", "config"));
      symlinkSync(join(secret, ".git", "config"), join(inside, ".git", "config"));
    },
  };

  it.each(Object.keys(TRICKS))("cannot be escaped with %s", async (trick) => {
    const secret = ordinary({ "secret.txt": "s\n" });
    const root = temporaryFolder();
    const inside = join(root, "inside");
    TRICKS[trick]?.(inside, secret.path);
    const before = secret.git("for-each-ref");
    const failures = await doEverything(inside, [root]);
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.filter((message) => !message.includes("PD_REPOSITORY_ROOTS"))).toEqual([]);
    expect(secret.git("for-each-ref")).toBe(before);
  });

  it("does not block on a pipe instead of a file", async () => {
    const { path } = ordinary();
    rmSync(join(path, ".git", "packed-refs"), { force: true });
    execFileSync("mkfifo", [join(path, ".git", "packed-refs")]);
    await expect(head(path, [tmpdir()])).rejects.toMatchObject({ code: "INVALID" });
    const pointed = ordinary();
    rmSync(join(pointed.path, ".git"), { recursive: true });
    execFileSync("mkfifo", [join(pointed.path, ".git")]);
    await expect(head(pointed.path, [tmpdir()])).rejects.toMatchObject({ code: "INVALID" });
  });

  it("rejects a repository with an unreadable configuration", async () => {
    const { path } = ordinary();
    appendFileSync(join(path, ".git", "config"), "[core\n");
    await expect(head(path, [tmpdir()])).rejects.toMatchObject({
      code: expect.stringMatching(/INVALID|CONFLICT/),
    });
  });
});
