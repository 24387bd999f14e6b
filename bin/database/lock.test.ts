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

/** The output of each of `n` processes that try to take the lock at the same moment. */
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

/** Writes a lock file like another process would. */
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

describe("the data folder lock", { timeout: 60_000 }, () => {
  test("goes to exactly one of 20 processes, even if all find a killed process's lock", async () => {
    for (let round = 0; round < 3; round++) {
      const results = await race(20);
      expect(winners(results), `round ${round}`).toBe(1);
      expect(results.filter((item) => item === "LockHeldError")).toHaveLength(19);
      await killAll();
    }
    expect(await readdir(folder)).toEqual(["database.3"]);
  });

  test("stays with a live holder", async () => {
    expect(await race(1)).toEqual(["won"]);
    expect(await race(2)).toEqual(["LockHeldError", "LockHeldError"]);
  });

  test.runIf(process.platform === "linux")("is released by a zombie process", async () => {
    // The shell turns into a program that never reaps its child.
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
  });

  test.each([
    ["a holder on another host with a recent heartbeat", {}, 1_000, 0],
    ["a holder on another host without a recent heartbeat", {}, 60_000, 1],
    ["a holder that released it", { released: true }, 0, 1],
  ])("is decided correctly for %s", async (_name, holder, ageMs, expected) => {
    await leave({ place: `elsewhere-${hostname()}`, ...holder }, ageMs);
    expect(winners(await race(1))).toBe(expected);
  });

  test.each<[string, (file: string) => Promise<unknown>]>([
    ["garbage", (file) => writeFile(file, "garbage")],
    ["JSON of another shape", (file) => writeFile(file, "[1]")],
    ["a folder", (file) => mkdir(file)],
  ])(
    "counts as taken while a lock file that is %s is fresh, and is taken over later",
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

  test("ignores lock files with an unsafe number", async () => {
    await writeFile(join(folder, "database.99999999999999999999"), "garbage");
    expect(winners(await race(2))).toBe(1);
  });
});
