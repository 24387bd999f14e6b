import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { keepClass } from "@/lib/logs/retention/keep-class";
import { scanBlock, type TriggeredLine } from "@/lib/logs/retention/line-triggers";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

function scan(text: string): { found: number[]; newlines: number } {
  const found: TriggeredLine[] = [];
  const newlines = scanBlock(Buffer.from(text), (line) => found.push(line));
  return { found: found.map((line) => line.index), newlines };
}

describe("scanBlock", () => {
  it("finds each line once, in any case, and counts newlines", () => {
    const text = "nothing\nan eRRor and an error\n\nTraceback (most\nKILLED\nerr\nwent well\nfatal";
    expect(scan(text)).toEqual({ found: [1, 3, 4, 7], newlines: 7 });
  });

  it("reports line boundaries", () => {
    const lines: string[] = [];
    const block = Buffer.from("first\nsecond error\nthird\n");
    scanBlock(block, ({ start, end }) => lines.push(block.toString("utf8", start, end)));
    expect(lines).toEqual(["second error"]);
    // A word does not continue on the next line.
    expect(scan("er\nror\ntrace\nback").found).toEqual([]);
  });

  it.each([
    "Insufficient memory",
    "make: *** No rule to make target",
    "ErrImagePull",
    "CrashLoopBackOff",
    "FailedScheduling",
    "deadlock detected",
    "MySQL server has gone away",
    "database is locked",
    "HTTP 503",
    "status=502",
    "curl: (7)",
    "value too long for type",
    "null value in column",
    "container oom-killed",
    "read ECONNRESET",
    "Killed",
  ])("%s", (line) => {
    expect(scan(`a\n${line}\nb`).found).toEqual([1]);
  });

  it("finds every line of the fixtures and scenarios that rates as evidence", () => {
    const files = ["lib", "evals/pipeline-rca"].flatMap((folder) =>
      readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: "utf8" })
        .filter((name) => /(?:fixtures|testing|scenarios)\/.*\.(?:txt|log|ndjson|json|yaml)$/.test(name))
        .map((name) => `${ROOT}${folder}/${name}`),
    );
    expect(files.length).toBeGreaterThan(50);
    const lines = [...new Set(files.flatMap((file) => readFileSync(file, "utf8").split("\n")))];
    const evidence = lines.filter((line) => keepClass(line) >= 2);
    expect(evidence.length).toBeGreaterThan(100);
    expect(evidence.filter((line) => scan(line).found.length === 0)).toEqual([]);
  });
});
