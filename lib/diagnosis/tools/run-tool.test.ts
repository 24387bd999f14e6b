import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { MAX_ANSWER_CHARS } from "@/lib/diagnosis/tools/bound-answer";
import { runTool } from "@/lib/diagnosis/tools/run-tool";
import { listable, noText, type ToolAnswer } from "@/lib/diagnosis/tools/tool";
import { AppError } from "@/lib/platform/errors";

const never = new AbortController().signal;
const KEY = "AKIAQ7XN3PLM2VKD4RTZ";

/** A tool that answers what a test wants, and the inputs it got. */
function toolThat(read: (signal: AbortSignal) => ToolAnswer | Promise<ToolAnswer>) {
  const seen: unknown[] = [];
  const tool = listable({
    name: "read_thing",
    description: "Reads a thing.",
    input: z.strictObject({ name: z.string().min(1).max(10) }),
    read: async (input, signal) => {
      seen.push(input);
      return read(signal);
    },
  });
  return { tools: [tool], seen };
}

const text = (shown: string, title = "A thing"): ToolAnswer => ({
  pieces: [{ evidenceId: null, kind: "code", title, text: shown, startLine: 1, provenance: "fact" }],
  note: null,
});

describe("runTool", () => {
  it("runs the tool with its parsed input", async () => {
    const { tools, seen } = toolThat(() => text("hello"));
    expect(await runTool(tools, "read_thing", { name: "a" }, never)).toEqual({
      ...text("hello"),
      isError: false,
    });
    expect(seen).toEqual([{ name: "a" }]);
  });

  it.each(["bash", "read_thing ", "READ_THING", "constructor", "__proto__", "", "../read_thing"])(
    "names the tools there are instead of running %j",
    async (name) => {
      const { tools, seen } = toolThat(() => text("hello"));
      const answer = await runTool(tools, name, { name: "a" }, never);
      expect(answer).toMatchObject({ isError: true, pieces: [] });
      expect(answer.note).toContain("The tools are read_thing.");
      expect(seen).toEqual([]);
    },
  );

  it.each([
    [{}, "`name` is required"],
    [{ name: "x".repeat(11) }, "`name`"],
    [{ name: 7 }, "`name`"],
    [{ name: "a", workspaceId: "w2" }, "`workspaceId` is not a field"],
    [{ name: ["a"] }, "`name`"],
    [null, "not valid"],
    ["name=a", "not valid"],
    [JSON.parse('{"name":"a","__proto__":{"x":1}}') as unknown, "__proto__"],
  ])("refuses the input %j", async (input, message) => {
    const { tools, seen } = toolThat(() => text("hello"));
    const answer = await runTool(tools, "read_thing", input, never);
    expect(answer).toMatchObject({ isError: true, pieces: [] });
    expect(answer.note).toContain(message);
    expect(seen).toEqual([]);
  });

  it("redacts titles, texts and notes, and writes out hidden characters", async () => {
    const { tools } = toolThat(() => ({
      ...text(`aws_access_key_id = ${KEY}\nuser\u202Egnp.exe`, `${KEY}\nfile\u001B[2J`),
      note: `look at ${KEY}\u200B`,
    }));
    const answer = await runTool(tools, "read_thing", { name: "a" }, never);
    expect(JSON.stringify(answer)).not.toContain(KEY);
    expect(answer.pieces[0]?.text).toContain("user[U+202E]gnp.exe");
    expect(answer.pieces[0]?.title).toMatch(/\[U\+000A\]file\[U\+001B\]/);
    expect(answer.note).toContain("[U+200B]");
  });

  it("bounds the answer", async () => {
    const { tools } = toolThat(() => text("a line\n".repeat(100_000)));
    const answer = await runTool(tools, "read_thing", { name: "a" }, never);
    expect(JSON.stringify(answer.pieces[0]?.text).length).toBeLessThan(MAX_ANSWER_CHARS * 1.2);
    expect(answer.note).toContain("The answer was cut");
  });

  it("gives up after its deadline, whether or not the tool heeds the signal", async () => {
    const { tools } = toolThat(async () => sleep(60_000, text("late"), { ref: false }));
    const answer = await runTool(tools, "read_thing", { name: "a" }, never, 20);
    expect(answer).toMatchObject({ isError: true, note: "read_thing got no answer within 0.02 s." });
    const heeding = toolThat(async (signal) => sleep(60_000, text("late"), { ref: false, signal }));
    expect(await runTool(heeding.tools, "read_thing", { name: "a" }, never, 20)).toMatchObject({
      isError: true,
    });
  });

  it("stops when the caller aborts", async () => {
    const caller = new AbortController();
    const { tools, seen } = toolThat(async (signal) => sleep(60_000, text("late"), { ref: false, signal }));
    const running = runTool(tools, "read_thing", { name: "a" }, caller.signal);
    caller.abort(new Error("over budget"));
    await expect(running).rejects.toThrow("over budget");
    await expect(runTool(tools, "read_thing", { name: "a" }, caller.signal)).rejects.toThrow("over budget");
    expect(seen).toHaveLength(1);
  });

  it.each([
    [new AppError("FORBIDDEN", "/srv/secret/repo is not inside an allowed folder."), "access was refused"],
    [new AppError("UNAVAILABLE", "git took longer than 60 s in /srv/secret/repo."), "not available"],
    [new AppError("INVALID", "git log failed in /srv/secret/repo: fatal"), "read_thing failed."],
    [new TypeError("cannot read /srv/secret/repo"), "read_thing failed."],
  ])("answers %s without the server's own folders", async (error, message) => {
    const { tools } = toolThat(() => {
      throw error;
    });
    const answer = await runTool(tools, "read_thing", { name: "a" }, never);
    expect(answer).toMatchObject({ isError: true, pieces: [] });
    expect(answer.note).toContain(message);
    expect(answer.note).not.toContain("/srv");
  });

  it("says so if there are no tools", async () => {
    expect((await runTool([], "read_thing", {}, never)).note).toContain(
      "There are no tools for this incident.",
    );
  });

  it("passes on an answer without texts", async () => {
    const { tools } = toolThat(() => noText("Nothing there."));
    expect(await runTool(tools, "read_thing", { name: "a" }, never)).toEqual({
      pieces: [],
      note: "Nothing there.",
      isError: false,
    });
  });
});
