import { makePatch } from "@/lib/fixes/patches/unified-diff";
import { frameAt, type TemplateScene } from "@/lib/fixes/templates/testing/draft-fix";

/** Parts of scenes: evidence of commits, warehouses and deployments, and a failing Python file. */
export const commit = (text: string) => ({ kind: "commit", status: "ok", title: "6d060665 change", text });
export const renaming = (path: string, before: string, after: string) =>
  commit(makePatch([{ path, before, after }]));
export const moving = (from: string, to: string) =>
  commit(`diff --git a/${from} b/${to}\nsimilarity index 100%\nrename from ${from}\nrename to ${to}\n`);
export const schemaChange = (former: string, now: string, more: object = {}) => ({
  kind: "schema_change",
  status: "ok",
  title: "",
  text: "",
  facts: {
    table: "raw.orders",
    match: "column",
    changes: [{ kind: "renamed", column: now, formerColumn: former, isLikely: false, ...more }],
  },
});
export const deploy = (name: string, before: string | null, after: string | null) => ({
  kind: "deploy",
  status: "ok",
  title: "",
  text: "",
  facts: { changes: [{ kind: "package", name, before, after, by: null, at: null }] },
});
export const python = (
  code: string,
  line: number,
  failure: string,
  more: Partial<TemplateScene> = {},
): TemplateScene => ({
  files: { "dags/a.py": code, ...more.files },
  frames: [frameAt("dags/a.py", line)],
  failure,
  ...Object.fromEntries(Object.entries(more).filter(([key]) => key !== "files")),
});
