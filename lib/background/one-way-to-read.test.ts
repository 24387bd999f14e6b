import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Server files that parse a log in their own thread, each with what bounds its size. */
const READS_HERE: Record<string, string> = {
  "lib/background/read-log.ts": "runs in the worker, or inline up to 64 KiB",
  "lib/background/compare-logs.ts": "runs in the worker, or inline up to 64 KiB",
  "lib/failures/exception-in-log.ts": "the most relevant 64 KiB",
  "lib/evidence/collectors/code-changes.ts": "a title, when there is no log",
  "lib/diagnosis/engine/warm-up.ts": "a built-in example",
};

const READERS = new Set([
  "logs/parse-log",
  "logs/findings/read-text",
  "logs/retention/read-log-stream",
  "background/read-log",
]);
const IMPORT = /^import (?<type>type )?(?<names>[^;]*?) from "@\/lib\/(?<module>[^"]+)";/gm;

/** Whether a source imports a function that parses logs; types and input helpers do not count. */
function parsesLogs(text: string): boolean {
  return [...text.matchAll(IMPORT)].some(({ groups }) => {
    const names = (groups?.["names"] ?? "").replaceAll(
      /\btype \w+|\b(?:keptInput|textInput|isBlankLog)\b|[{},\s]/g,
      "",
    );
    return !groups?.["type"] && READERS.has(groups?.["module"] ?? "") && names !== "";
  });
}

it("parses large logs only in worker threads", () => {
  const files = ["lib", "app", "inngest", "components"].flatMap((top) =>
    readdirSync(ROOT + top, { recursive: true, encoding: "utf8" }).map((file) => `${top}/${file}`),
  );
  const sources = files.filter(
    (file) =>
      /\.tsx?$/.test(file) &&
      !/\.test\.tsx?$|\/testing\/|\/generated\//.test(file) &&
      !file.startsWith("lib/logs/"),
  );
  const reading = sources.filter((file) => parsesLogs(readFileSync(ROOT + file, "utf8")));
  const background = new Set(["lib/background/jobs.ts", "lib/background/read-log-in-background.ts"]);
  expect(reading.filter((file) => !background.has(file)).toSorted()).toEqual(
    Object.keys(READS_HERE).toSorted(),
  );
});
