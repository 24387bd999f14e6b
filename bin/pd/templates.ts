import { cleanLine } from "@/lib/logs/records/clean-line";
import { decodeLog } from "@/lib/logs/records/decode-log";
import { mineTemplates } from "@/lib/logs/templates/templates";
import { readArguments, UsageError } from "./arguments";
import { readAll, readInput } from "./read-input";

/** `pd templates`: lists templates with their counts; with `--json`, one line per log line. */
export async function templates(args: readonly string[]): Promise<number> {
  const { files, isJson } = readArguments(args);
  const [file = "-", ...more] = files;
  if (more.length > 0) throw new UsageError("templates takes one file");
  const input = await readInput(file, readAll);
  if ("error" in input) {
    process.stderr.write(`pd: ${file}: ${input.error}\n`);
    return 1;
  }
  const mined = mineTemplates(linesOf(input.value));
  if (isJson) {
    const lines = mined.lines.map(({ line, templateId, template }) =>
      JSON.stringify({ line, templateId, template }),
    );
    process.stdout.write(lines.length === 0 ? "" : `${lines.join("\n")}\n`);
  } else {
    process.stdout.write(renderTemplates(mined.templates));
  }
  return 0;
}

function linesOf(bytes: Uint8Array): string[] {
  const lines = decodeLog(bytes).split("\n").map(cleanLine);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function renderTemplates(found: readonly { count: number; text: string }[]): string {
  const sorted = found.toSorted((a, b) => b.count - a.count);
  const width = String(sorted[0]?.count ?? 0).length;
  return sorted.map(({ count, text }) => `${String(count).padStart(width)}  ${text}\n`).join("");
}
