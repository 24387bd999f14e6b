import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { call, stage } from "@/e2e/abuse/stage";
import { createHostileRepository } from "@/lib/vendors/git/testing/hostile-repository";

const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const undo of cleanUp.splice(0)) undo();
});

interface Answer {
  id: string;
  ok: boolean;
  detail: string;
  error: { code: string; message: string };
}

const owner = () => stage().home.tokens.owner;

function create(repository: object) {
  return call<Answer>("/api/sources", owner(), { body: { kind: "generic", name: "r", repository } });
}

/** Connects a repository and tests the connection, which reads it. */
async function read(path: string): Promise<Answer> {
  const created = await create({ kind: "local", path });
  expect(created.status).toBe(201);
  return (await call<Answer>(`/api/sources/${created.body.id}/test`, owner(), { body: {} })).body;
}

function folder(parent = tmpdir()): string {
  const path = mkdtempSync(join(parent, "pd-abuse-"));
  cleanUp.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

describe("an unusable path", () => {
  it.each([
    ["-u", "starting with a slash"],
    ["--upload-pack=touch /tmp/x", "starting with a slash"],
    ["../..", "starting with a slash"],
    ["~/dags", "~ is not expanded"],
    ["/tmp/da\0gs", "must not contain control characters"],
  ])("%j is 422 and says what to enter", async (path, message) => {
    const answer = await create({ kind: "local", path });
    expect([answer.status, answer.body.error.code]).toEqual([422, "invalid"]);
    expect(answer.body.error.message).toMatch(/^`repository\.path` must /);
    expect(answer.body.error.message).toContain(message);
  });
});

describe("a forbidden folder", () => {
  it.each(["/", "/etc", "/proc/self/cwd/../..", "/var/lib", "/nonexistent"])(
    "%s is 422 and names the operator's variable",
    async (path) => {
      const answer = await create({ kind: "local", path });
      expect([answer.status, answer.body.error.code]).toEqual([422, "invalid"]);
      expect(answer.body.error.message).toContain("PD_REPOSITORY_ROOTS");
    },
  );

  it("is not reached through a link, nor through a repository's files", async () => {
    const outside = folder("/var");
    execFileSync("git", ["init", "-q", outside]);
    const inside = folder();
    symlinkSync(outside, join(inside, "link"));
    expect((await create({ kind: "local", path: join(inside, "link") })).status).toBe(422);
    mkdirSync(join(inside, "pointer"));
    writeFileSync(join(inside, "pointer", ".git"), `gitdir: ${outside}/.git\n`);
    execFileSync("git", ["init", "-q", join(inside, "alternates")]);
    const alternates = join(inside, "alternates", ".git", "objects", "info", "alternates");
    writeFileSync(alternates, `${outside}/.git/objects\n`);
    for (const name of ["pointer", "alternates"]) {
      expect(await read(join(inside, name))).toMatchObject({
        ok: false,
        detail: expect.stringContaining("PD_REPOSITORY_ROOTS"),
      });
    }
  });
});

describe("a hostile repository", () => {
  it("is read, and nothing it configures is executed", async () => {
    const hostile = createHostileRepository({ "dags/orders.py": "x = 1\n" });
    cleanUp.push(hostile.remove);
    expect(await read(hostile.path)).toMatchObject({
      ok: true,
      detail: expect.stringContaining("is at"),
    });
    expect(hostile.sprung()).toEqual([]);
  });

  it("is refused if a file blocks forever", async () => {
    const path = folder();
    execFileSync("git", ["init", "-q", path]);
    rmSync(join(path, ".git", "HEAD"));
    execFileSync("mkfifo", [join(path, ".git", "HEAD")]);
    expect((await read(path)).ok).toBe(false);
  });
});

it.each(["..", ".", "a/b", "a%2fb", "a?b", "a b", ""])("refuses %j as a GitHub owner", async (owner) => {
  expect((await create({ kind: "github", owner, repo: "user" })).status).toBe(422);
});
