import { z } from "zod";
import type { AuditChange } from "@/lib/workspaces/schemas";

/** What an audit entry's detail says was changed. Values are known only for settings whose previous value was recorded. */
export function auditChanges(detail: unknown): AuditChange[] {
  const { changed, name, nameBefore, retention, retentionBefore, ...budget } = Detail.parse(detail);
  const fields = changed.map((field) => ({ field, before: undefined, after: undefined }));
  const kept = Object.entries(retention).map(([key, after]) => ({
    field: `retention.${key}`,
    before: retentionBefore[key],
    after,
  }));
  const renamed = nameBefore === undefined ? [] : [{ field: "name", before: nameBefore, after: name }];
  const { modelUsdPerMonth: after, modelUsdPerMonthBefore: before } = budget;
  const paid = after === undefined ? [] : [{ field: "modelUsdPerMonth", before, after }];
  return [...fields, ...renamed, ...kept, ...paid].filter(
    ({ before, after }) => after === undefined || before !== after,
  );
}

const Days = z.record(z.string(), z.number().nullable()).catch({});

const Detail = z.object({
  changed: z.array(z.string()).catch([]),
  name: z.string().optional().catch(undefined),
  nameBefore: z.string().optional().catch(undefined),
  retention: Days,
  retentionBefore: Days,
  modelUsdPerMonth: z.number().nullish().catch(undefined),
  modelUsdPerMonthBefore: z.number().nullish().catch(undefined),
});
