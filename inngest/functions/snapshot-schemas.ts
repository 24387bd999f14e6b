import { inngest } from "@/inngest/client";
import { verbStep } from "@/inngest/steps";
import { listAllWarehouses } from "@/lib/lineage/warehouses/data";
import { snapshotWarehouse } from "@/lib/lineage/warehouses/snapshot-warehouse";
import { systemContext } from "@/lib/platform/auth/authenticate";

/** Compares the columns of all connected warehouses with what is known, one warehouse per step. */
export const snapshotSchemas = inngest.createFunction(
  { id: "snapshot-schemas", triggers: [{ cron: "41 * * * *" }], retries: 1, concurrency: [{ limit: 1 }] },
  async ({ step }) => {
    const warehouses = await step.run("list-warehouses", () => verbStep(() => listAllWarehouses()));
    const outcomes: Record<string, number> = {};
    for (const [i, { id, workspaceId }] of warehouses.entries()) {
      const { outcome } = await step.run(`snapshot-warehouse-${i + 1}`, () =>
        verbStep(() => snapshotWarehouse(systemContext(workspaceId), id)),
      );
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    return outcomes;
  },
);
