import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sqlmeshExamples: SignatureExamples = {
  "sqlmesh/audit-failed": {
    examples: [
      {
        text: "sqlmesh.utils.errors.AuditError: Audit 'not_null' for model 'shop.orders' failed.\nGot 3 results, expected 0.",
        captures: { audit: "not_null", model: "shop.orders", count: "3" },
      },
      {
        text: "WARNING - 'assert_positive_order_ids' audit error: 10 rows failed.",
        captures: { audit: "assert_positive_order_ids", count: "10" },
      },
    ],
    nearMisses: [{ text: "assert_positive_order_ids on model shop.orders ✅ PASS." }],
  },
  "sqlmesh/state-version": {
    examples: [
      {
        text: "Error: SQLMesh (local) is using version '0.95.0' which is ahead of '0.80.1' (remote). Please run a migration ('sqlmesh migrate' command).",
        captures: { local: "0.95.0", remote: "0.80.1" },
      },
      {
        text: "Error: SQLMesh (local) is using version '0.80.1' which is behind '0.95.0' (remote). Please upgrade SQLMesh ('pip install --upgrade \"sqlmesh==0.95.0\"' command).",
        captures: { relation: "behind" },
      },
    ],
    nearMisses: [{ text: "SQLMesh migration completed" }],
  },
  "sqlmesh/destructive-change": {
    examples: [
      {
        text: "Plan requires destructive change to forward-only model 'shop.orders's schema that drops column 'discount'.",
      },
      {
        text: 'Error: Plan results in a destructive change to forward-only model \'"shop"."orders"\'s schema.',
      },
    ],
    nearMisses: [{ text: "Plan application failed." }],
  },
  "sqlmesh/model-failed": {
    examples: [
      {
        text: 'sqlmesh.utils.concurrency.NodeExecutionFailedError: Execution failed for node SnapshotId<"shop"."orders": 123>',
      },
      { text: 'Failed models\n\n  "shop"."orders"\n\n    the query was rejected' },
    ],
    nearMisses: [{ text: "Executing model batches 100.0% • 3/3" }],
  },
};
