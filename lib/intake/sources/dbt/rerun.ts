import type { RerunStyle } from "@/lib/intake/sources/descriptor";
import { rerunCommand } from "@/lib/intake/sources/rerun-command";

/** A node's unique id: `model.shop.mart_orders`, `test.shop.unique_orders_id.fed79b3a6e`. */
const NODE = /^(?<type>model|seed|snapshot|test|unit_test)\.\w+\.(?<name>\w+)/;

/** dbt's command line, checked against the help of dbt-core 1.11; `retry` exists from 1.6 on. */
export const dbtRerun: RerunStyle = {
  repeatRun: ({ task }) => {
    const { type, name = "" } = NODE.exec(task ?? "")?.groups ?? {};
    const isTest = type === "test" || type === "unit_test";
    const selected =
      type === undefined
        ? []
        : rerunCommand(
            "dbt, from the failed node on",
            ["dbt", isTest ? "test" : "build", "--select", isTest ? name : `${name}+`],
            isTest ? "The test passes." : "The node and everything downstream of it are built and tested.",
          );
    return [
      ...rerunCommand(
        "dbt 1.6 and newer, where the failed run left its target folder",
        ["dbt", "retry"],
        "Only the nodes that failed or were skipped run again.",
      ),
      ...selected,
    ];
  },
  repeatFailed: () => [],
  backfill: () => [],
  byHand: "Open the job in dbt Cloud and choose Rerun from failure, or run the dbt command again.",
};
