import { describe, expect, it } from "vitest";
import { readLogWindow } from "@/lib/diagnosis/tools/read-log-window";
import { searchLog } from "@/lib/diagnosis/tools/search-log";
import { logEvidence } from "@/lib/diagnosis/tools/testing/log-evidence";

const never = new AbortController().signal;
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}`);

/** Lines 1,001 to 1,500 of a log of 2,000 lines. */
const LOG = logEvidence(numbered(1_001, 1_500), {
  id: "failed",
  startLine: 1_001,
  truncated: true,
  facts: {
    lineCount: 2_000,
    comparison: {
      goodRun: { runId: "run-7", tryNumber: 1, endedAt: null },
      new: [],
      frequent: [],
      missing: [{ text: "connected to warehouse line 1200", goodCount: 3 }],
      versions: [],
      isPartial: false,
    },
  },
});
const EARLIER = logEvidence(["start", "Retry later", "line 1200 of try 1"], {
  id: "earlier",
  title: "Log of try 1",
  relevance: 0.3,
  facts: { isEarlierTry: true, tryNumber: 1 },
});
const EVIDENCE = [EARLIER, LOG];
const NAMES = new Map([
  ["E1", "failed"],
  ["E2", "earlier"],
]);

describe("read_log_window", () => {
  const read = (input: { log?: string; fromLine: number; toLine: number }, evidence = EVIDENCE) =>
    readLogWindow(evidence, NAMES).read(input, never);

  it("reads the failed try's log by the numbers of the log", async () => {
    const { pieces, note } = await read({ fromLine: 1_200, toLine: 1_202 });
    expect(pieces).toEqual([
      expect.objectContaining({
        evidenceId: "failed",
        startLine: 1_200,
        text: "line 1200\nline 1201\nline 1202",
      }),
    ]);
    expect(note).toBeNull();
  });

  it("reads another log by its id or by its name in the prompt", async () => {
    for (const log of ["earlier", "E2"]) {
      const { pieces } = await read({ log, fromLine: 2, toLine: 2 });
      expect(pieces[0]).toMatchObject({ evidenceId: "earlier", text: "Retry later", startLine: 2 });
    }
  });

  it("says what is not stored", async () => {
    const before = await read({ fromLine: 990, toLine: 1_002 });
    expect(before.pieces[0]).toMatchObject({ startLine: 1_001, text: "line 1001\nline 1002" });
    expect(before.note).toContain("Lines 1001 to 1500 of 2000 are stored; the rest cannot be read.");
    const outside = await read({ fromLine: 1_600, toLine: 1_700 });
    expect(outside).toEqual({ pieces: [], note: expect.stringContaining("None of these lines is stored.") });
  });

  it("reads at most 200 lines", async () => {
    const { pieces, note } = await read({ fromLine: 1_001, toLine: 1_500 });
    expect(pieces[0]?.text.split("\n")).toHaveLength(200);
    expect(note).toContain("here up to line 1200");
  });

  it("names the logs if there is none of that name, as for another incident's", async () => {
    const { pieces, note } = await read({ log: "01hother", fromLine: 1, toLine: 5 });
    expect(pieces).toEqual([]);
    expect(note).toContain("Its logs are E1, E2.");
  });

  it("says so without a log, or with lines in the wrong order", async () => {
    expect((await read({ fromLine: 1, toLine: 5 }, [])).note).toContain("No log");
    expect((await read({ fromLine: 5, toLine: 1 })).note).toContain("`toLine`");
  });

  it.each([
    { fromLine: 0, toLine: 5 },
    { fromLine: 1.5, toLine: 5 },
    { fromLine: 1, toLine: 5, log: "x".repeat(101) },
    { fromLine: 1, toLine: 5, path: "/etc/passwd" },
  ])("has no input such as %j", (input) => {
    expect(readLogWindow(EVIDENCE, NAMES).input.safeParse(input).success).toBe(false);
  });
});

describe("search_log", () => {
  const search = (words: string, evidence = EVIDENCE) => searchLog(evidence).read({ words }, never);

  it("finds lines in all logs, with two lines around and their numbers", async () => {
    const { pieces } = await search("1200 LINE");
    expect(pieces).toEqual([
      expect.objectContaining({
        evidenceId: "failed",
        startLine: 1_198,
        text: numbered(1_198, 1_202).join("\n"),
      }),
      expect.objectContaining({ evidenceId: "earlier", startLine: 1 }),
      expect.objectContaining({ evidenceId: null, text: "connected to warehouse line 1200" }),
    ]);
    expect(pieces[2]?.title).toContain("run-7");
  });

  it("joins hits that are near each other", async () => {
    const { pieces } = await search("line 149");
    const own = pieces.filter(({ evidenceId }) => evidenceId === "failed");
    expect(own.map(({ startLine }) => startLine)).toEqual([1_147, 1_488]);
    expect(own[1]?.text).toBe(numbered(1_488, 1_500).join("\n"));
  });

  it("takes the words as they are, not as a pattern", async () => {
    expect((await search("line .*")).pieces).toEqual([]);
    expect((await search("(line|start)+$")).pieces).toEqual([]);
  });

  it("lists the numbers of further hits, and leaves room for the other logs", async () => {
    const { pieces, note } = await search("line");
    expect(pieces.some(({ evidenceId }) => evidenceId === "earlier")).toBe(true);
    expect(note).toMatch(/Further lines match, in Task log: 1029, 1030, .* and \d+ more/);
  });

  it("says that nothing was found, and what is not stored", async () => {
    const { pieces, note } = await search("no such words");
    expect(pieces).toEqual([]);
    expect(note).toContain("No stored line contains all of these words.");
    expect(note).toContain("of 2000 are stored");
  });

  it("takes linear time", async () => {
    const evidence = [logEvidence(Array.from({ length: 20_000 }, () => "a".repeat(500)))];
    const startedAt = performance.now();
    await search(`${"a".repeat(190)}b`, evidence);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});
