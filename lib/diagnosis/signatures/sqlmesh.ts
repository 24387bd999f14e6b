import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** SQLMesh: audits, versions of its state, plans and failed models. */
export const sqlmeshSignatures: Signature[] = [
  {
    id: "sqlmesh/audit-failed",
    title: "SQLMesh audit failed",
    category: "data_quality",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Audit '?(?<audit>[\w."]{1,160})'? for model '?(?<model>[\w."]{1,200})'? failed\.(?:\s{1,4}Got (?<count>\d{1,12}) results?)?/,
        /'(?<audit>[\w.]{1,160})' audit error: (?<count>\d{1,12}) rows? failed/,
      ],
    },
    rootCause: "The audit `{audit}` found rows that break it[[: {count row|rows}]][[ in {model}]]",
    explanation:
      "An audit is a query that must return no rows. A blocking audit stops the plan or run after the model was evaluated.",
    checks: ["The audit's query in the message, run against the model's new version"],
    fixes: ["Fix the data or the model", "Make the audit non-blocking only if the rows are acceptable"],
    docs: ["https://sqlmesh.readthedocs.io/en/stable/concepts/audits/"],
  },
  {
    id: "sqlmesh/state-version",
    title: "SQLMesh version does not fit its state",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SQLMesh \(local\) is using version '(?<local>[^'\n]{1,40})' which is (?<relation>ahead of|behind) '(?<remote>[^'\n]{1,40})' \(remote\)/,
        /(?<library>SQLGlot|Schema|SQLMesh)[^\n]{0,60}\(local\) is using version '(?<local>[^'\n]{1,40})' which is (?<relation>ahead of|behind) '(?<remote>[^'\n]{1,40})'/,
      ],
    },
    rootCause: "SQLMesh {local} runs against a state of version {remote} ({relation} it)",
    explanation: "SQLMesh keeps its state in a database and refuses to work with a state of another version.",
    checks: ["The versions on all machines that share this state"],
    fixes: [
      "Run `sqlmesh migrate` once if the local version is ahead",
      "Upgrade SQLMesh on this machine if it is behind, and pin the version",
    ],
    docs: ["https://sqlmesh.readthedocs.io/en/stable/guides/migrations/"],
  },
  {
    id: "sqlmesh/destructive-change",
    title: "SQLMesh refuses a destructive change",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /[Pp]lan (?:requires|results in|contains) (?:a )?destructive changes? to forward-only model '?(?<model>[\w."]{1,200})'?(?:'s schema)?[^\n]{0,60}drops columns? (?<columns>'[^\n]{1,160}')/,
        /destructive change[^\n]{0,20} to forward-only model/,
      ],
    },
    rootCause: "The plan would drop columns of the forward-only model[[ {model}]][[: {columns}]]",
    explanation:
      "A forward-only model keeps its table, so a removed or changed column would be lost for the old rows.",
    checks: ["Whether the column's removal is intended"],
    fixes: [
      "Keep the column, or allow it with `--allow-destructive-model`",
      "Set `on_destructive_change: warn` or `allow` on the model",
    ],
    docs: ["https://sqlmesh.readthedocs.io/en/stable/guides/incremental_time/"],
  },
  {
    id: "sqlmesh/model-failed",
    title: "SQLMesh model failed",
    category: "warehouse_sql",
    alternatives: ["schema_change", "data_quality", "code_bug"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Execution failed for node (?:SnapshotId<)?\(?'?(?<model>[\w."]{1,200})/,
        /Failed models\s{1,8}(?<model>[\w."]{1,200})(?:\s{1,10}(?<reason>[^\n]{3,200}))?/,
      ],
    },
    rootCause: "SQLMesh could not evaluate the model {model}[[: {reason}]]",
    explanation:
      "The warehouse rejected the model's query or the Python model raised; the database's error is nested.",
    checks: ["The nested error below the model's name"],
    fixes: ["Fix the model's query or its upstream, then run the plan again"],
    docs: ["https://sqlmesh.readthedocs.io/en/stable/concepts/plans/"],
  },
];
