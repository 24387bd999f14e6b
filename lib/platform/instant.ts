import { z } from "zod";

const EARLIEST = Date.UTC(1900, 0, 1);

/** A time in ISO 8601 with an offset, in a plausible year. */
export const Instant = z.iso
  .datetime({
    offset: true,
    abort: true,
    error: "must be an ISO 8601 time with Z or an offset, such as 2026-11-21T01:27:10Z",
  })
  .refine((value) => Date.parse(value) >= EARLIEST, "must not be before the year 1900");
