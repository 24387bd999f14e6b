import { describe, expect, it } from "vitest";
import { raiseExecutionTimeout } from "@/lib/fixes/templates/raise-execution-timeout";
import { draftFix, editedText } from "@/lib/fixes/templates/testing/draft-fix";

describe("raise-execution-timeout", () => {
  it.each([
    ["execution_timeout=timedelta(minutes=30),", "execution_timeout=timedelta(minutes=60),"],
    [
      '"execution_timeout": datetime.timedelta(hours=1)}',
      '"execution_timeout": datetime.timedelta(hours=2)}',
    ],
  ])("doubles %s", async (before, expected) => {
    expect(
      await editedText(raiseExecutionTimeout, { files: { "d.py": `x\n${before}\n` }, pipelineFile: "d.py" }),
    ).toBe(`x\n${expected}\n`);
  });

  it.each([
    "execution_timeout=LIMIT",
    "execution_timeout=timedelta(minutes=1)\nexecution_timeout=timedelta(minutes=2)",
    "",
  ])("does nothing for %j", async (text) => {
    expect(
      await draftFix(raiseExecutionTimeout, { files: { "d.py": text }, pipelineFile: "d.py" }),
    ).toBeNull();
  });
});
