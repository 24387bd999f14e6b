import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const RACER = fileURLToPath(new URL("./lock-racer.fixture.mjs", import.meta.url));

let folder: string;
let racers: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pd-lock-"));
});
afterEach(async () => {
  await killAll();
  await rm(folder, { recursive: true });
});

async function killAll(): Promise<void> {
  await Promise.all(
    racers.map((racer) => {
      const gone = new Promise((resolve) => racer.once("exit", resolve));
      racer.kill("SIGKILL");
      return gone;
    }),
  );
  racers = [];
}

/** What each of `n` processes says that try to take the lock in the same moment. */
async function race(n: number): Promise<string[]> {
  const startAt = Date.now() + 400 + n * 60;
  const started = Array.from({ length: n }, () =>
    spawn(process.execPath, [RACER, folder, String(startAt)], { stdio: ["ignore", "pipe", "inherit"] }),
  );
  racers.push(...started);
  return Promise.all(
    started.map(
      ({ stdout }) => new Promise<string>((resolve) => createInterface(stdout).once("line", resolve)),
    ),
  );
}

const winners = (results: string[]) => results.filter((item) => item === "won").length;

/** A lock file as another process wrote it. */
async function leave(holder: object, ageMs = 0): Promise<void> {
  const file = join(folder, "database.7");
  const self = {
    pid: process.pid,
    parentPid: 1,
    since: "2026-01-01T00:00:00.000Z",
    place: "?",
    startedAt: null,
  };
  await writeFile(file, JSON.stringify({ ...self, ...holder }));
  const at = new Date(Date.now() - ageMs);
  await utimes(file, at, at);
}

describe("the lock on a data folder", { timeout: 60_000 }, () => {
  test("one of 20 processes gets it, also when all find the lock of a killed one", async () => {
    for (let round = 0; round < 3; round++) {
      const results = await race(20);
      expect(winners(results), `round ${round}`).toBe(1);
      expect(results.filter((item) => item === "LockHeldError")).toHaveLength(19);
      await killAll();
    }
    expect(await readdir(folder)).toEqual(["database.3"]);
  });

  test("a holder that lives keeps it", async () => {
    expect(await race(1)).toEqual(["won"]);
    expect(await race(2)).toEqual(["LockHeldError", "LockHeldError"]);
  });

  test.runIf(process.platform === "linux")(
    "a process that has ended but is not buried yet has lost it",
    async () => {
      // The shell becomes a program that never asks how its child ended.
      const shell = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 60"], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      racers.push(shell);
      const pid = await new Promise<string>((resolve) => createInterface(shell.stdout).once("line", resolve));
      await expect
        .poll(() => execFileSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" }))
        .toMatch(/^Z/);
      await race(1);
      const { place } = JSON.parse(await readFile(join(folder, "database.1"), "utf8")) as { place: string };
      await leave({ place, pid: Number(pid) });
      expect(winners(await race(1))).toBe(1);
    },
  );

  test.each([
    ["a process elsewhere that gave a sign of life lately", {}, 1_000, 0],
    ["a process elsewhere that has been silent", {}, 60_000, 1],
    ["a process that gave it back", { released: true }, 0, 1],
  ])("%s", async (_name, holder, ageMs, expected) => {
    await leave({ place: `elsewhere-${hostname()}`, ...holder }, ageMs);
    expect(winners(await race(1))).toBe(expected);
  });

  test.each<[string, (file: string) => Promise<unknown>]>([
    ["garbage", (file) => writeFile(file, "garbage")],
    ["JSON of another kind", (file) => writeFile(file, "[1]")],
    ["a folder", (file) => mkdir(file)],
  ])(
    "a lock file that is %s counts as taken while it is fresh, and is taken over later",
    async (_name, harm) => {
      const file = join(folder, "database.7");
      await harm(file);
      expect(winners(await race(1))).toBe(0);
      const old = new Date(Date.now() - 60_000);
      await utimes(file, old, old);
      expect(winners(await race(1))).toBe(1);
      expect(await readdir(folder)).toEqual(["database.8"]);
    },
  );

  test("a number that cannot be counted on from is not ours", async () => {
    await writeFile(join(folder, "database.99999999999999999999"), "garbage");
    expect(winners(await race(2))).toBe(1);
  });
});
