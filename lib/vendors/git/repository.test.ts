import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLocalRepository as openBelow } from "@/lib/vendors/git/repository";
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from "@/lib/vendors/git/testing/temporary-repository";

const ORDERS = "def load():\n    return 1\n";
let made: TemporaryRepository;

const openLocalRepository = (path: string, signal?: AbortSignal) => openBelow(path, [tmpdir()], signal);

beforeEach(() => {
  made = createTemporaryRepository({ "dags/orders.py": ORDERS, "bin/run.sh": "echo\n", "README.md": "hi\n" });
});
afterEach(() => made.remove());

const branch = "pipeline-debugger/incident-1-abcdefgh";

describe("reading", () => {
  it("names the head commit and its branch", async () => {
    const head = await openLocalRepository(made.path).headCommit();
    expect(head).toEqual({ sha: made.git("rev-parse", "HEAD"), branch: "main" });
    made.git("checkout", "-q", "--detach");
    expect((await openLocalRepository(made.path).headCommit()).branch).toBeNull();
  });

  it("reads files of a commit, not of the working tree", async () => {
    const repository = openLocalRepository(made.path);
    made.write({ "dags/orders.py": "changed\n", "dags/new.py": "x\n" });
    expect(await repository.readFile("dags/orders.py", "HEAD")).toBe(ORDERS);
    expect(await repository.readFile("dags/new.py", "HEAD")).toBeNull();
    expect(await repository.readFile("dags", "HEAD")).toBeNull();
    expect(await repository.listFiles("main")).toEqual(["README.md", "bin/run.sh", "dags/orders.py"]);
  });

  it("finds the files of a commit that mention a word", async () => {
    const repository = openLocalRepository(made.path);
    made.commit("mentions", {
      files: {
        "lib/a.py": "from common import orders_lib\n",
        "lib/b.py": "import other_orders_lib\n",
        "sql/ö.sql": "-- orders_lib\n",
        "bin/blob": "\u0000orders_lib\n",
      },
    });
    const find = (...words: string[]) => repository.findMentions(words, "HEAD", 10);
    expect(await find("orders_lib")).toEqual({ paths: ["lib/a.py", "sql/ö.sql"], isComplete: true });
    expect(await find("nowhere_at_all")).toEqual({ paths: [], isComplete: true });
    expect(await repository.findMentions(["orders_lib"], "HEAD", 1)).toEqual({
      paths: ["lib/a.py"],
      isComplete: false,
    });
    // Never an option or a pattern.
    for (const word of ["--open-files-in-pager=touch", "-O", ".*", "a b", ""])
      expect(await find(word)).toEqual({ paths: [], isComplete: false });
    await expect(repository.findMentions(["x"], "--help", 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it.each(["-u", "--upload-pack=x", "-"])("treats a file named %s as a file", async (name) => {
    made.commit("odd name", { files: { [name]: "text\n" } });
    const repository = openLocalRepository(made.path);
    expect(await repository.readFile(name, "HEAD")).toBe("text\n");
    expect(await repository.listCommits({ path: name, limit: 5 })).toHaveLength(1);
    await expect(repository.readFile("README.md", name)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it.each(["-u", "~/dags", "dags", ""])("rejects the relative path %j", async (path) => {
    await expect(openBelow(path, ["/"]).headCommit()).rejects.toMatchObject({ code: "INVALID" });
  });

  it("refuses binary and very large files, and skips symbolic links", async () => {
    symlinkSync("/etc/passwd", join(made.path, "link"));
    made.commit("odd", { files: { "b.bin": "a\0b", "big.txt": "x".repeat(1024 * 1024 + 1) } });
    const repository = openLocalRepository(made.path);
    await expect(repository.readFile("b.bin", "HEAD")).rejects.toMatchObject({ code: "INVALID" });
    await expect(repository.readFile("big.txt", "HEAD")).rejects.toMatchObject({ code: "TOO_LARGE" });
    expect(await repository.readFile("link", "HEAD")).toBeNull();
    expect(await repository.listFiles("HEAD")).not.toContain("link");
  });

  it("lists a file's commits with their complete patch, newest first, within a time window", async () => {
    const dated = (day: number) => ({ date: `2026-11-0${day}T10:00:00+05:45` });
    made.commit("touch readme", { ...dated(2), files: { "README.md": "hello\n" } });
    const rename = made.commit("rename column\n\nbody ünïcode", {
      ...dated(3),
      files: { "dags/orders.py": ORDERS.replace("1", "2"), "sql/o.sql": "select 1\n" },
    });
    made.commit("later", { ...dated(5), files: { "dags/orders.py": "x = 1\n" } });
    const found = await openLocalRepository(made.path).listCommits({
      path: "dags/orders.py",
      since: new Date("2026-11-02T00:00:00Z"),
      until: new Date("2026-11-04T00:00:00Z"),
      limit: 10,
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      sha: rename,
      author: "Ada Lovelace",
      date: "2026-11-03T04:15:00.000Z",
      message: "rename column\n\nbody ünïcode",
      files: [
        { path: "dags/orders.py", status: "modified" },
        { path: "sql/o.sql", status: "added" },
      ],
      url: null,
      isPatchCut: false,
    });
    expect(found[0]?.patch).toContain("-    return 1\n+    return 2\n");
    expect(found[0]?.patch).toContain("+select 1");
  });

  it("lists the first commit, renames and removals, up to the limit", async () => {
    made.git("mv", "README.md", "READ.md");
    made.git("rm", "-q", "bin/run.sh");
    made.commit("move");
    const [move, first] = await openLocalRepository(made.path).listCommits({ limit: 5 });
    expect(move?.files).toEqual([
      { path: "READ.md", status: "renamed", formerPath: "README.md" },
      { path: "bin/run.sh", status: "removed" },
    ]);
    expect(first?.files.map((file) => file.status)).toEqual(["added", "added", "added"]);
    expect(await openLocalRepository(made.path).listCommits({ limit: 1 })).toHaveLength(1);
  });

  it("leaves out what came after a commit", async () => {
    const first = made.git("rev-parse", "HEAD");
    made.commit("later", { files: { "README.md": "z\n" } });
    const repository = openLocalRepository(made.path);
    const found = await repository.listCommits({ from: first, limit: 5 });
    expect(found.map(({ sha }) => sha)).toEqual([first]);
    await expect(repository.listCommits({ from: "f".repeat(40), limit: 5 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(repository.listCommits({ from: "--all", limit: 5 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("dates a merge by when it landed, with its changes", async () => {
    made.git("checkout", "-q", "-b", "side");
    made.commit("old work", { date: "2026-11-01T09:00:00Z", files: { "dags/orders.py": "y = 1\n" } });
    made.git("checkout", "-q", "main");
    made.commit("other", { date: "2026-11-06T09:00:00Z", files: { "README.md": "z\n" } });
    made.git("merge", "-q", "--no-ff", "--no-commit", "side");
    made.commit("merge side", { date: "2026-11-07T09:00:00Z" });
    const found = await openLocalRepository(made.path).listCommits({
      path: "dags/orders.py",
      since: new Date("2026-11-05T00:00:00Z"),
      limit: 5,
    });
    expect(found.map((commit) => commit.message)).toEqual(["merge side"]);
    expect(found[0]?.files).toEqual([{ path: "dags/orders.py", status: "modified" }]);
    expect(found[0]?.patch).toContain("+y = 1");
  });

  it("lists the changes of several files in an exact range, with their patches on demand", async () => {
    const [first] = [made.git("rev-parse", "HEAD")];
    const both = made.commit("both\n\nwhy", {
      files: { "dags/orders.py": "x = 1\n", "sql/o.sql": "select 1\n" },
    });
    made.commit("readme", { files: { "README.md": "hello\n" } });
    made.git("mv", "dags/orders.py", "dags/sales.py");
    const moved = made.commit("move");
    made.commit("later", { files: { "dags/sales.py": "x = 2\n" } });
    const repository = openLocalRepository(made.path);
    const paths = ["dags/orders.py", "dags/sales.py", "sql/o.sql"];
    const found = await repository.listChanges({ paths, after: first, from: moved, limit: 10 });
    expect(found).toMatchObject([
      {
        sha: moved,
        files: [{ path: "dags/sales.py", status: "renamed", formerPath: "dags/orders.py" }],
      },
      {
        sha: both,
        author: "Ada Lovelace",
        date: "2026-11-01T08:00:00.000Z",
        message: "both\n\nwhy",
        files: [
          { path: "dags/orders.py", status: "modified" },
          { path: "sql/o.sql", status: "added" },
        ],
        url: null,
      },
    ]);
    expect(found[0]).not.toHaveProperty("patch");
    const [, patched] = await repository.readPatches(found);
    expect(patched).toMatchObject({ sha: both, isPatchCut: false });
    expect(patched?.patch).toContain("+select 1");
    const root = await repository.listChanges({ paths: [], from: first, limit: 5 });
    expect((await repository.readPatches(root))[0]?.patch).toContain("+def load():");
    expect(await repository.listChanges({ paths, after: moved, from: moved, limit: 5 })).toEqual([]);
    await expect(repository.listChanges({ paths, after: "e".repeat(40), limit: 5 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("reads several files at once and leaves out what cannot be shown", async () => {
    made.commit("odd", {
      files: { "b.bin": "a\0b", "big.txt": "x".repeat(1024 * 1024 + 1), "empty.py": "", "ü x.py": "u\n" },
    });
    const repository = openLocalRepository(made.path);
    const wanted = ["dags/orders.py", "none.py", "b.bin", "dags", "big.txt", "empty.py", "ü x.py", "a\nb"];
    expect(await repository.readFiles(wanted, "HEAD")).toEqual(
      new Map([
        ["dags/orders.py", ORDERS],
        ["empty.py", ""],
        ["ü x.py", "u\n"],
      ]),
    );
    expect(await repository.readFiles([], "HEAD")).toEqual(new Map());
  });

  it("truncates a patch at a line end and reports it", async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => `line number ${i}`).join("\n");
    made.commit("bulk", { files: { "data.csv": lines } });
    const [bulk] = await openLocalRepository(made.path).listCommits({ limit: 1, maxPatchBytes: 2_000 });
    expect(bulk?.isPatchCut).toBe(true);
    expect(Buffer.byteLength(bulk?.patch ?? "")).toBeLessThanOrEqual(2_000);
    expect(bulk?.patch.split("\n").at(-2)).toMatch(/^\+line number \d+$/);
  });

  it("works from a subfolder and from a bare repository", async () => {
    const fromFolder = openLocalRepository(join(made.path, "dags"));
    expect(await fromFolder.listFiles("HEAD")).toContain("dags/orders.py");
    expect(await fromFolder.listCommits({ path: "dags/orders.py", limit: 5 })).toHaveLength(1);
    const bare = mkdtempSync(join(tmpdir(), "pd-bare-"));
    made.git("clone", "-q", "--bare", made.path, bare);
    const fromBare = openLocalRepository(bare);
    expect(await fromBare.readFile("dags/orders.py", "HEAD")).toBe(ORDERS);
    expect(await fromBare.listCommits({ path: "dags/orders.py", limit: 5 })).toHaveLength(1);
    rmSync(bare, { recursive: true });
  });
});

describe("writing", () => {
  const change = async (content: string | null, more: object = {}) => {
    const repository = openLocalRepository(made.path);
    const base = made.git("rev-parse", "main");
    await repository.createBranch({ branch, base });
    return repository.commitToBranch({
      branch,
      base,
      message: "Fix it",
      files: [{ path: "dags/orders.py", content }],
      ...more,
    });
  };

  it("commits to a branch without touching the working tree, index or HEAD", async () => {
    made.write({ "dags/orders.py": "half done\n", "staged.py": "s\n" });
    made.git("add", "staged.py");
    const before = made.git("status", "--porcelain");
    const { sha } = await change("def load():\n    return 3\n");
    expect(made.git("status", "--porcelain")).toBe(before);
    expect(made.git("rev-parse", branch)).toBe(sha);
    expect(made.git("show", `${branch}:dags/orders.py`)).toContain("return 3");
    expect(made.git("rev-parse", `${branch}^`)).toBe(made.git("rev-parse", "main"));
    expect(made.git("diff", "--name-only", "main", branch)).toBe("dags/orders.py");
    expect(made.git("log", "-1", "--format=%an|%s", branch)).toBe("Pipeline Debugger|Fix it");
  });

  it("returns the same commit when run twice", async () => {
    const first = await change("a = 1\n");
    const second = await change("a = 1\n");
    expect(second).toEqual(first);
    expect(made.git("rev-list", "--count", `main..${branch}`)).toBe("1");
  });

  it("keeps the mode of a file, adds in new folders and deletes", async () => {
    chmodSync(join(made.path, "bin/run.sh"), 0o755);
    made.commit("executable");
    const files = [
      { path: "bin/run.sh", content: "echo 2\n" },
      { path: "a/b/new.py", content: "n = 1\n" },
      { path: "README.md", content: null },
    ];
    await change(null, { files });
    expect(made.git("ls-tree", branch, "bin/run.sh")).toMatch(/^100755 /);
    expect(made.git("ls-tree", "-r", "--name-only", branch).split("\n")).toEqual([
      "a/b/new.py",
      "bin/run.sh",
      "dags/orders.py",
    ]);
  });

  it("replaces its own commit, but never someone else's", async () => {
    const { sha: ours } = await change("a = 1\n");
    await expect(change("a = 2\n")).rejects.toMatchObject({ code: "CONFLICT" });
    const replaced = await change("a = 2\n", { replaces: ours });
    expect(made.git("show", `${branch}:dags/orders.py`)).toBe("a = 2");
    made.git("checkout", "-q", branch);
    made.commit("by a person", { files: { "dags/orders.py": "a = 3\n" } });
    await expect(change("a = 4\n", { replaces: replaced.sha })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("treats the branch as the proposal", async () => {
    const repository = openLocalRepository(made.path);
    const pull = { branch, base: "main", title: "t", body: "b" };
    await expect(repository.openDraftPullRequest(pull)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await change("a = 1\n");
    expect(await repository.openDraftPullRequest(pull)).toEqual({
      number: null,
      url: null,
      state: "open",
      draft: true,
    });
  });

  it.each(["../x", "-d", "a..b", "a b", "x.lock", "refs/heads/../../HEAD"])(
    "refuses the branch name %s",
    async (name) => {
      const repository = openLocalRepository(made.path);
      await expect(repository.createBranch({ branch: name, base: "HEAD" })).rejects.toMatchObject({
        code: "INVALID",
      });
    },
  );
});

describe("safety", () => {
  it.runIf(process.getuid?.() === 0)("reads a repository that another user owns", async () => {
    chownSync(made.path, 12_345, 12_345);
    chownSync(join(made.path, ".git"), 12_345, 12_345);
    expect((await openLocalRepository(made.path).headCommit()).branch).toBe("main");
  });

  it("ignores git environment variables of the process", async () => {
    process.env["GIT_DIR"] = "/nonexistent";
    const head = await openLocalRepository(made.path)
      .headCommit()
      .finally(() => delete process.env["GIT_DIR"]);
    expect(head.branch).toBe("main");
  });

  it("treats refs and paths as data", async () => {
    const repository = openLocalRepository(made.path);
    await expect(repository.readFile("dags/orders.py", "--help")).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await repository.readFile("--output=x", "HEAD")).toBeNull();
    expect(await repository.listCommits({ path: "*", limit: 5 })).toEqual([]);
  });

  it("leaves no temporary index behind", async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("pd-git-"));
    const repository = openLocalRepository(made.path);
    const { sha: base } = await repository.headCommit();
    await repository.createBranch({ branch, base });
    await repository.commitToBranch({
      branch,
      base,
      message: "m",
      files: [{ path: "x.py", content: "1\n" }],
    });
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("pd-git-"))).toEqual(before);
  });

  it("explains what is wrong with the path, and stops on abort", async () => {
    await expect(openLocalRepository(join(tmpdir(), "nonexistent", "x")).headCommit()).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const plain = mkdtempSync(join(tmpdir(), "pd-plain-"));
    await expect(openLocalRepository(plain).headCommit()).rejects.toMatchObject({ code: "INVALID" });
    rmSync(plain, { recursive: true });
    const empty = createTemporaryRepository();
    await expect(openLocalRepository(empty.path).headCommit()).rejects.toMatchObject({ code: "CONFLICT" });
    empty.remove();
    const controller = new AbortController();
    controller.abort(new Error("deadline"));
    await expect(openLocalRepository(made.path, controller.signal).headCommit()).rejects.toThrow("deadline");
  });
});
