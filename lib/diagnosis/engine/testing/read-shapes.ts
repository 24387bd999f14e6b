/**
 * Reads the files in this folder: logs in real formats with invented names, and the expected findings.
 *
 * A shape begins with `##### name`, then fields (`line`, `exception`, `category`, `cause`, `outcome`,
 * `stamp`), a line `-----` and the log. In the log `@T` is the timestamp in the version's format, a line `@NAME` is a passage from
 * `passages.ts`, and `level> text` is an Airflow 3 JSON record.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PASSAGES, STAMPS } from "@/lib/diagnosis/engine/testing/passages";

/** A log and its expected diagnosis. */
export interface Shape {
  name: string;
  file: string;
  log: string;
  outcome: "diagnosed" | "inconclusive" | "no_failure";
  /** Part of the line that says what failed. */
  line: string | null;
  /** Type of the exception that explains it; `none` if the log has no exception for the failure. */
  exception: string | null;
  categories: string[];
  /** Part of the root cause. */
  cause: string | null;
  exitCode: number | null;
  signal: string | null;
}

/** All shapes in the folder, in file order. */
export function readShapes(): Shape[] {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  return readdirSync(folder)
    .filter((file) => file.endsWith(".txt"))
    .toSorted()
    .flatMap((file) =>
      readFileSync(`${folder}${file}`, "utf8")
        .split(/^##### /m)
        .slice(1)
        .map((text) => readShape(file, text)),
    );
}

function readShape(file: string, text: string): Shape {
  const at = text.indexOf("\n-----\n");
  const [name = "", ...heads] = text.slice(0, at).split("\n");
  const fields = new Map(
    heads.map((head) => {
      const colon = head.indexOf(":");
      return [head.slice(0, colon), head.slice(colon + 1).trim()] as const;
    }),
  );
  const code = fields.get("exit");
  return {
    name,
    file,
    log: expand(text.slice(at + 7).replace(/\n+$/, "\n"), fields.get("stamp") ?? "2.9"),
    outcome: (fields.get("outcome") ?? "diagnosed") as Shape["outcome"],
    line: fields.get("line") ?? null,
    exception: fields.get("exception") ?? null,
    categories: (fields.get("category") ?? "").split(/[ |]+/).filter((word) => word !== ""),
    cause: fields.get("cause") ?? null,
    exitCode: code === undefined ? null : Number(code),
    signal: fields.get("signal") ?? null,
  };
}

function expand(log: string, stamp: string): string {
  return log
    .split("\n")
    .flatMap((line) => (line.startsWith("@") ? (PASSAGES[line.slice(1)]?.split("\n") ?? [line]) : [line]))
    .map((line) => structured(line.replace(/^@T/, STAMPS[stamp] ?? "")))
    .join("\n");
}

const STRUCTURED = /^(?<level>debug|info|warning|error|critical)(?:\[(?<logger>[\w.]+)\])?> (?<event>.*)$/;

/** Converts `error[task]> text` to the JSON line Airflow 3 writes. */
function structured(line: string): string {
  const { level, logger, event } = STRUCTURED.exec(line)?.groups ?? {};
  if (event === undefined) return line;
  const timestamp = "2026-03-04T05:06:07.123456Z";
  const [text = "", more] = event.split(" ++ ");
  const extra = more === undefined ? {} : (JSON.parse(more) as Record<string, unknown>);
  return JSON.stringify({ timestamp, level, event: text, logger: logger ?? "task", ...extra });
}
