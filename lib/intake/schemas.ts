import { z } from "zod";

export const DELIVERY_STATUSES = ["accepted", "duplicate", "quarantined"] as const;
export const DeliveryStatus = z.enum(DELIVERY_STATUSES);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

export const DeliverySummary = z.object({
  id: z.string(),
  status: DeliveryStatus,
  /** Why it was quarantined, or that it is a duplicate; null if accepted. */
  reason: z.string().nullable(),
  /** What it says, in a few words; null if it was not understood, or stored by an earlier version. */
  summary: z.string().nullable(),
  source: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
  /** The incident of its first report. */
  incidentId: z.string().nullable(),
  /** The incidents of all its reports. */
  incidents: z.array(z.object({ id: z.string(), number: z.number().int() })),
  incidentNumber: z.number().int().nullable(),
  authMethod: z.string(),
  sizeBytes: z.number().int(),
  replays: z.number().int(),
  receivedAt: z.string(),
});
export type DeliverySummary = z.infer<typeof DeliverySummary>;

export const Delivery = DeliverySummary.extend({
  issues: z.array(z.object({ path: z.string(), message: z.string() })),
  headers: z.record(z.string(), z.string()),
  /** In lists, at most its first 2,048 characters. */
  body: z.string(),
  /** Whether `body` is only the start of what is stored, as in lists; the delivery itself has all of it. */
  isBodyPreview: z.boolean(),
  /** Whether only the start of the body is stored, because it reports no failure. */
  isBodyCut: z.boolean(),
});
export type Delivery = z.infer<typeof Delivery>;

export const DeliveryReceipt = Delivery.pick({
  id: true,
  status: true,
  incidentId: true,
  incidentNumber: true,
  replays: true,
});

export const DeliveryPage = z.object({ items: z.array(Delivery), nextCursor: z.string().nullable() });
export type DeliveryPage = z.infer<typeof DeliveryPage>;

export const DeliveryFilter = z.object({
  status: DeliveryStatus.optional(),
  /** Source id or kind. */
  source: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  /** `nextCursor` of the previous page. */
  cursor: z
    .string()
    .regex(/^([0-9a-z]{26})?$/, "must be the `nextCursor` of the previous page")
    .optional(),
});
export type DeliveryFilter = z.infer<typeof DeliveryFilter>;
