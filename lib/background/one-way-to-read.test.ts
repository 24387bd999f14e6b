import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Files of the server that read a text as a log in the thread they run in, each with what bounds the text. */
const READS_HERE: Record<string, string> = {
  "lib/background/read-log.ts": "what the worker does, and what is done at once for 64 KiB",
  "lib/failures/exception-in-log.ts": "the telling 64 KiB",
  "lib/evidence/collectors/code-changes.ts": "a title, where there is no log",
  "lib/diagnosis/engine/warm-up.ts": "an example of its own",
};

const READERS = new Set([
  "logs/parse-log",
  "logs/findings/read-text",
  "logs/retention/read-log-stream",
  "background/read-log",
]);
const IMPORT = /^import (?<type>type )?(?<names>[^;]*?) from "@\/lib\/(?<module>[^"]+)";/gm;

/** A value that reads: types, and what only prepares the input of a reading, do not. */
function readsHere(text: string): boolean {
  return [...text.matchAll(IMPORT)].some(({ groups }) => {
    const names = (groups?.["names"] ?? "").replaceAll(
      /\btype \w+|\b(?:keptInput|textInput|isBlankLog)\b|[{},\s]/g,
      "",
    );
    return !groups?.["type"] && READERS.has(groups?.["module"] ?? "") && names !== "";
  });
}

it("the server reads large logs in worker threads only", () => {
  const files = ["lib", "app", "inngest", "components"].flatMap((top) =>
    readdirSync(ROOT + top, { recursive: true, encoding: "utf8" }).map((file) => `${top}/${file}`),
  );
  const sources = files.filter(
    (file) =>
      /\.tsx?$/.test(file) &&
      !/\.test\.tsx?$|\/testing\/|\/generated\//.test(file) &&
      !file.startsWith("lib/logs/"),
  );
  const reading = sources.filter((file) => readsHere(readFileSync(ROOT + file, "utf8")));
  const background = new Set(["lib/background/jobs.ts", "lib/background/read-log-in-background.ts"]);
  expect(reading.filter((file) => !background.has(file)).toSorted()).toEqual(
    Object.keys(READS_HERE).toSorted(),
  );
});
