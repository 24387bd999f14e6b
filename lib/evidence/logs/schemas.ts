import { z } from "zod";

/** A line of a failed run's log compared with the last good run's; `line` is its number in the failed log. */
const ComparedLine = z.object({
  line: z.number().int(),
  text: z.string(),
  count: z.number().int(),
  goodCount: z.number().int(),
});

/** What a failed try's log has that the last good run's has not; the most telling first. */
export const GoodRunComparison = z.object({
  goodRun: z.object({ runId: z.string(), tryNumber: z.number().int(), endedAt: z.string().nullable() }),
  new: z.array(ComparedLine),
  /** Far more frequent than in the good run. */
  frequent: z.array(ComparedLine),
  /** In the good run only. */
  missing: z.array(z.object({ text: z.string(), goodCount: z.number().int() })),
  /** Versions that both logs state, and that differ. */
  versions: z.array(
    z.object({
      kind: z.enum(["package", "image"]),
      name: z.string(),
      before: z.string(),
      after: z.string(),
    }),
  ),
  /** True if only parts of a log were compared. */
  isPartial: z.boolean(),
});
export type GoodRunComparison = z.infer<typeof GoodRunComparison>;

/** One try of the failed attempt. */
export const TrySummary = z.object({
  tryNumber: z.number().int(),
  state: z.string().nullable(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  hostname: z.string().nullable(),
  /** The line that explains its failure; null if its log shows none or was not read. */
  error: z.string().nullable(),
  /** Whether it failed like the try before; null if that is not known. */
  isSameError: z.boolean().nullable(),
});
export type TrySummary = z.infer<typeof TrySummary>;
