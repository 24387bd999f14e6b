import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkDataFolder, prepareDataFolder } from "./data-folder.mjs";

let root: string;
let data: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pd-folder-"));
  data = join(root, "data");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const write = (name: string, content: string | object) =>
  writeFileSync(join(data, name), typeof content === "string" ? content : JSON.stringify(content));

const FIRST_RUN = {
  url: "http://127.0.0.1:3000",
  email: "owner@example.com",
  password: "a password",
  apiToken: "pd_token",
  sources: { airflow: { webhookUrl: "http://x" }, generic: { webhookUrl: "http://y", secret: "whsec_x" } },
};

function makeDatabase() {
  for (const name of ["postgres/base", "postgres/global", "postgres/pg_wal"])
    mkdirSync(join(data, name), { recursive: true });
  write("postgres/PG_VERSION", "18\n");
  write("postgres/global/pg_control", "x");
  write("postgres/postgresql.conf", "x");
}

describe("prepareDataFolder", () => {
  test("makes a new folder private", () => {
    prepareDataFolder(data);
    expect(modeOf(data)).toBe("700");
  });

  test("makes a folder from an earlier version private, but leaves unrelated files and link targets alone", () => {
    mkdirSync(data, { mode: 0o755 });
    makeDatabase();
    write("secrets.json", "{}");
    write("server.log.1", "");
    write("notes.txt", "");
    writeFileSync(join(root, "outside"), "");
    symlinkSync(join(root, "outside"), join(data, "postgres", "link"));
    execFileSync("chmod", ["-R", "a+rwX", data]);
    chmodSync(join(root, "outside"), 0o666);
    prepareDataFolder(data);
    expect(modeOf(data)).toBe("700");
    for (const name of ["postgres", "postgres/base"]) expect(modeOf(join(data, name)), name).toBe("700");
    for (const name of ["secrets.json", "server.log.1", "postgres/global/pg_control"])
      expect(modeOf(join(data, name)), name).toBe("600");
    expect(modeOf(join(data, "notes.txt"))).toBe("666");
    expect(modeOf(join(root, "outside"))).toBe("666");
  });

  test("refuses a folder with unrelated files", () => {
    mkdirSync(data, { mode: 0o755 });
    write("thesis.tex", "");
    expect(() => prepareDataFolder(data)).toThrow(
      /contains other files \(thesis.tex\).*Choose an empty folder/,
    );
    expect(modeOf(data)).toBe("755");
  });

  test("accepts a fresh volume", () => {
    mkdirSync(join(data, "lost+found"), { recursive: true });
    prepareDataFolder(data);
    expect(modeOf(data)).toBe("700");
  });

  test.skipIf(process.getuid?.() !== 0)(
    "refuses a folder that belongs to another user or contains their files",
    () => {
      prepareDataFolder(data);
      write("secrets.json", "{}");
      chownSync(join(data, "secrets.json"), 12_345, 12_345);
      expect(() => prepareDataFolder(data)).toThrow(/secrets.json belongs to user 12345.*chown -R 0/);
      chownSync(join(data, "secrets.json"), 0, 0);
      chownSync(data, 12_345, 12_345);
      expect(() => prepareDataFolder(data)).toThrow(/data belongs to user 12345/);
    },
  );
});

describe("damaged data folders", () => {
  const contents = () =>
    readdirSync(data, { recursive: true, encoding: "utf8" })
      .sort()
      .map((name) => [name, statSync(join(data, name)).isFile() && readFileSync(join(data, name), "utf8")]);

  test.each<[string, () => void, RegExp]>([
    [
      "a file as the data folder",
      () => writeFileSync(data, ""),
      /^Cannot use the data folder .*data: .*exist/,
    ],
    [
      "a file for the locks",
      () => (mkdirSync(data), write("locks", "")),
      /locks is a file, but should be a folder/,
    ],
    ["a file for the database", () => (mkdirSync(data), write("postgres", "")), /postgres is a file/],
  ])("%s", (_name, harm, message) => {
    harm();
    expect(() => prepareDataFolder(data)).toThrow(message);
  });

  test.each<[string, () => void, RegExp]>([
    [
      "a first-run.json that is not JSON",
      () => write("first-run.json", "{"),
      /first-run.json is damaged.*\n.*move it away/,
    ],
    ["an empty first-run.json", () => write("first-run.json", ""), /first-run.json is damaged/],
    ["a list", () => write("first-run.json", "[]"), /not a JSON object/],
    ["null", () => write("first-run.json", "null"), /not a JSON object/],
    [
      "a missing field",
      () => write("first-run.json", { ...FIRST_RUN, url: undefined }),
      /url is not a string/,
    ],
    ["a wrong type", () => write("first-run.json", { ...FIRST_RUN, email: 5 }), /email is not a string/],
    [
      "a missing source",
      () => write("first-run.json", { ...FIRST_RUN, sources: { airflow: null } }),
      /sources.airflow.webhookUrl is not a string/,
    ],
    [
      "a folder in its place",
      () => mkdirSync(join(data, "first-run.json")),
      /^Cannot read .*first-run.json: it is a folder/,
    ],
    [
      "a database without its version",
      () => (makeDatabase(), rmSync(join(data, "postgres/PG_VERSION"))),
      /PG_VERSION is missing/,
    ],
    [
      "a database without its control file",
      () => (makeDatabase(), rmSync(join(data, "postgres/global/pg_control"))),
      /pg_control is missing/,
    ],
    [
      "an empty database folder",
      () => mkdirSync(join(data, "postgres")),
      /PG_VERSION is missing.*\n.*backup/,
    ],
    [
      "a newer database",
      () => (makeDatabase(), write("postgres/PG_VERSION", "19\n")),
      /created by PostgreSQL 19; .* includes 18/,
    ],
  ])("%s", (_name, harm, message) => {
    prepareDataFolder(data);
    harm();
    const before = contents();
    expect(() => checkDataFolder(data)).toThrow(message);
    expect(contents()).toEqual(before);
  });

  test("reports nothing when all is well", () => {
    prepareDataFolder(data);
    makeDatabase();
    write("first-run.json", FIRST_RUN);
    expect(() => checkDataFolder(data)).not.toThrow();
  });
});
