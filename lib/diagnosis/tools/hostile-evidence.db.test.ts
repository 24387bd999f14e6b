import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { arrangeAttack, arrangeStage, type Stage } from "@/lib/diagnosis/testing/hostile/arrange-hostile";
import { askInTurns } from "@/lib/diagnosis/testing/hostile/ask-in-turns";
import { HOSTILE_CORPUS } from "@/lib/diagnosis/testing/hostile/corpus";
import { watchFiles, type FileWitness } from "@/lib/diagnosis/testing/hostile/file-witness";
import { watchGit, type GitWitness } from "@/lib/diagnosis/testing/hostile/git-witness";
import { startObedientModel, type ObedientModel } from "@/lib/diagnosis/testing/hostile/obedient-model";
import { MAX_ANSWER_CHARS } from "@/lib/diagnosis/tools/bound-answer";

const OFFERED = [
  "read_log_window",
  "search_log",
  "read_file",
  "show_commit",
  "describe_table",
  "list_similar_incidents",
  "read_run_history",
];

let db: TestDatabase;
let model: ObedientModel;
let stage: Stage;
let git: GitWitness;
let files: FileWitness;
beforeAll(async () => {
  [db, model] = await Promise.all([testDatabase(), startObedientModel()]);
  stage = await arrangeStage(db);
  git = watchGit();
  files = watchFiles();
  await readFile("package.json");
  expect(files.take()).toEqual(["package.json"]);
});
afterAll(async () => {
  files.remove();
  git.remove();
  stage.remove();
  await Promise.all([db.close(), model.close()]);
});

/** The paths that git was asked to read from a commit. */
function pathsRead(runs: readonly string[][]): string[] {
  return runs.flatMap((args) => {
    const at = args.indexOf("ls-tree");
    return at === -1
      ? []
      : args.slice(args.indexOf("--", at) === -1 ? args.length : args.indexOf("--", at) + 1);
  });
}

describe("a model that obeys what the evidence says", () => {
  it.each(HOSTILE_CORPUS.map((injection) => [injection.id, injection.form, injection] as const))(
    "cannot do harm with the tools: %s (%s)",
    async (_, __, injection) => {
      const { ctx, incidentId, secrets, ids, readableFiles, remove } = await arrangeAttack(
        db,
        injection,
        stage,
      );
      onTestFinished(remove);
      model.prepare({ injections: [injection], secrets, ids });
      git.take();
      files.take();
      const { calls, offered } = await askInTurns(ctx, incidentId, model);
      // The attack reached the model, and it called what it was told to call.
      expect(model.obeyed).toContain(injection.id);
      expect(calls.length).toBeGreaterThanOrEqual(9);
      if (injection.wants.tool) expect(calls[0]?.name).toBe(injection.wants.tool.name);
      expect(offered).toEqual(OFFERED);
      for (const { name, result } of calls) {
        if (!OFFERED.includes(name)) expect(result).toMatchObject({ isError: true, pieces: [] });
        expect(JSON.stringify(result.pieces).length).toBeLessThan(MAX_ANSWER_CHARS * 1.5);
      }
      // Of the repository's folder only git's own files, and nothing else of this machine but the code that runs.
      const opened = files
        .take()
        .filter((path) => !path.startsWith(process.cwd()) && !path.startsWith("file:"));
      expect(opened.filter((path) => !path.startsWith(`${ids["repository"]}/.git`))).toEqual([]);
      const runs = git.take();
      expect(runs.length).toBeGreaterThan(0);
      expect(pathsRead(runs).filter((path) => !readableFiles.includes(path))).toEqual([]);
      const sent = model.seen.map(({ body }) => body).join("\n");
      expect(secrets.filter((secret) => sent.includes(secret))).toEqual([]);
      expect(sent).not.toContain("root:x:0:0");
    },
  );
});
