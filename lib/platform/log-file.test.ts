import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LogFile } from "./log-file";

const T0 = Date.parse("2026-01-01T00:00:00Z");
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pd-log-"));
  path = join(folder, "logs", "server.log");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (name = "server.log") => readFileSync(join(folder, "logs", name), "utf8");

describe("a log file", () => {
  test("is private, and is appended to", () => {
    new LogFile(path, { maxBytes: 100, kept: 2 }).write("one\n", T0);
    new LogFile(path, { maxBytes: 100, kept: 2 }).write("two\n", T0);
    expect(read()).toBe("one\ntwo\n");
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("is rotated while it is written, and the oldest are deleted", () => {
    const log = new LogFile(path, { maxBytes: 12, kept: 2 });
    for (const word of ["one", "two", "three", "four", "five", "six", "seven"]) log.write(`${word}\n`, T0);
    expect(readdirSync(join(folder, "logs")).sort()).toEqual(["server.log", "server.log.1", "server.log.2"]);
    expect([read(), read("server.log.1"), read("server.log.2")]).toEqual([
      "seven\n",
      "five\nsix\n",
      "three\nfour\n",
    ]);
    for (const name of readdirSync(join(folder, "logs"))) expect(read(name).length).toBeLessThanOrEqual(12);
  });

  test("is created again after it was removed with its folder", () => {
    const log = new LogFile(path, { maxBytes: 100, kept: 2 });
    log.write("one\n", T0);
    rmSync(join(folder, "logs"), { recursive: true });
    log.write("gone with the file\n", T0 + 10);
    log.write("two\n", T0 + 2_000);
    expect(read()).toBe("two\n");
  });

  test("counts lost lines while it cannot be written, and reports them afterwards", () => {
    mkdirSync(path, { recursive: true });
    const log = new LogFile(path, { maxBytes: 1_000, kept: 2 });
    for (let i = 0; i < 5; i++) log.write("lost\n", T0 + i * 1_000);
    rmSync(path, { recursive: true });
    log.write("two\n", T0 + 10_000);
    const [loss = "", line] = read().split("\n");
    expect(JSON.parse(loss)).toMatchObject({
      level: 40,
      msg: expect.stringMatching(/^5 log lines .*EISDIR/),
    });
    expect(line).toBe("two");
  });

  test("only loses lines on a full disk", () => {
    const log = new LogFile("/dev/full", { maxBytes: 1_000, kept: 2 });
    for (let i = 0; i < 5; i++) expect(() => log.write("lost\n", T0 + i * 1_000)).not.toThrow();
    // It is closed after each failure, so its descriptor is free again.
    const free = openSync("/dev/null", "r");
    closeSync(free);
    log.write("lost\n", T0 + 9_000);
    const again = openSync("/dev/null", "r");
    closeSync(again);
    expect(again).toBe(free);
  });
});
