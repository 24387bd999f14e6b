import type { Question } from "@/evals/pipeline-rca/scenario";

/** Evidence in the form in which collectors write it. */

type Piece = Question["evidence"][number];

const found = (id: string, kind: Piece["kind"], title: string, text: string, facts: object): Piece => ({
  id,
  kind,
  collector: id,
  status: "ok",
  title,
  text,
  facts: { ...facts },
});

export function failedLogOf(text: string): Piece {
  return found("log", "log", "Task log", text, {});
}

/** The earlier runs, of which the last one succeeded. */
export function goodRuns(at: Date): Piece {
  const days = [1, 2, 3].map((back) => new Date(at.getTime() - back * 86_400_000).toISOString());
  return found(
    "history",
    "run_history",
    "Run history",
    days.map((day) => `run ${day}: succeeded, started ${day}`).join("\n"),
    {
      knownRuns: 30,
      failedRuns: 1,
      failuresInARow: 1,
      lastSuccessAt: days[0],
    },
  );
}

export function renamedColumn(at: Date, table: string, from: string, to: string): Piece {
  const [after, before] = [9, 8].map((hours) => new Date(at.getTime() - hours * 3_600_000).toISOString());
  return found(
    "schema",
    "schema_change",
    `Changes of ${table}`,
    `${table}: column ${from} (text) was renamed to ${to} between ${after} and ${before}\nSeen by Warehouse`,
    {
      table,
      namespace: "postgres://dwh:5432",
      origin: "w1",
      originName: "Warehouse",
      match: "column",
      changes: [
        {
          kind: "renamed",
          column: to,
          formerColumn: from,
          type: "text",
          formerType: "text",
          isLikely: false,
          isNamed: true,
          after,
          before,
        },
      ],
    },
  );
}

/** Something that the pipeline depends on has not been written for long. */
export function lateInput(at: Date, dataset: string): Piece {
  const lastWriteAt = new Date(at.getTime() - 40 * 3_600_000).toISOString();
  return found(
    "inputs",
    "upstream",
    "What it depends on",
    `input ${dataset}: last written 40 h before the failure, at ${lastWriteAt}; usually written every 1 day: late`,
    {
      failedTasks: [],
      inputs: [
        {
          dataset,
          lastWriteAt,
          usualIntervalMs: 86_400_000,
          isLate: true,
          lastRows: null,
          usualRows: null,
          rowDrift: null,
        },
      ],
    },
  );
}

/** An input that came in time and complete. */
export function freshInput(at: Date, dataset: string): Piece {
  const lastWriteAt = new Date(at.getTime() - 2 * 3_600_000).toISOString();
  return found(
    "inputs",
    "upstream",
    "What it depends on",
    `input ${dataset}: last written 2 h before the failure, at ${lastWriteAt}; usually written every 1 day`,
    {
      failedTasks: [],
      inputs: [
        {
          dataset,
          lastWriteAt,
          usualIntervalMs: 86_400_000,
          isLate: false,
          lastRows: null,
          usualRows: null,
          rowDrift: null,
        },
      ],
    },
  );
}

/** A change of the deployment since the last good run. */
export function deployed(
  at: Date,
  change: { kind: string; name: string; before: string | null; after: string | null },
): Piece {
  const changedAt = new Date(at.getTime() - 6 * 3_600_000).toISOString();
  const { kind, name, before, after } = change;
  return found(
    "deploy",
    "deploy",
    "Deployment and configuration",
    `changes since the last good run:\n${kind} ${name} changed from ${before ?? "nothing"} to ${after ?? "nothing"} at ${changedAt}`,
    {
      goodRun: { runId: "good", endedAt: null },
      changes: [{ kind, name, before, after, by: null, at: changedAt }],
    },
  );
}

export function commitOf(
  at: Date,
  input: { sha: string; path: string; message: string; diff: string },
): Piece {
  const date = new Date(at.getTime() - 7 * 3_600_000).toISOString();
  const { sha, path, message, diff } = input;
  return found(
    "commit",
    "commit",
    `${sha} ${message}`,
    `commit ${sha}\nAuthor: dana\nDate: ${date}\n\n${message}\n\ndiff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n${diff}`,
    {
      sha,
      author: "dana",
      date,
      message,
      files: [{ path, status: "modified" }],
      url: null,
      score: 1,
      reasons: [],
    },
  );
}
