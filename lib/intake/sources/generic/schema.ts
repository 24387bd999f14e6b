import { z } from "zod";
import { safeUrl } from "@/lib/failures/safe-url";
import { intOf, lenientText, timeOf } from "@/lib/intake/sources/lenient";

const MAX_LONG_TEXT_LENGTH = 1_000_000;

/** Optional text; `null` and a missing key are the same. */
const text = (maxLength: number) =>
  z
    .string({ error: "expected a string" })
    .nullish()
    .transform((value) => lenientText(value, maxLength));

/** An error message. Even "None" counts, as in `raise ValueError(None)`. */
const message = z
  .string({ error: "expected a string" })
  .nullish()
  .transform(
    (value) =>
      lenientText(value, 20_000) ?? /^\s*([a-z]+)\s*$/i.exec(value?.slice(0, 100) ?? "")?.[1] ?? null,
  );

/** Text that keeps its line breaks and indentation. */
const block = z
  .string({ error: "expected a string" })
  .nullish()
  .transform((value) => (lenientText(value) === null ? null : textBlock(value ?? "")));

function textBlock(value: string): string {
  const lead = /^[ \t]{0,200}/.exec(value)?.[0] ?? "";
  return lead + (lenientText(value, MAX_LONG_TEXT_LENGTH) ?? "");
}

const time = z
  .unknown()
  .optional()
  .transform((value, issues) => {
    if (value === undefined || value === null || value === "") return null;
    const read = timeOf(value);
    if (read === null)
      issues.addIssue({ code: "custom", message: "expected an ISO 8601 time such as 2026-11-21T01:27:10Z" });
    return read;
  });

const count = z
  .unknown()
  .optional()
  .transform((value, issues) => {
    if (value === undefined || value === null || value === "") return null;
    const read = intOf(value);
    if (read === null || read < 0)
      issues.addIssue({ code: "custom", message: "expected a whole number from 0 to 2147483647" });
    return read;
  });

const label = z.union([z.string(), z.number(), z.boolean(), z.null()], {
  error: "expected a string, a number or a boolean",
});

const SEVERITIES = ["critical", "high", "warning", "info", "low"] as const;

/** A required name. */
const nameOf = (subject: string) =>
  z
    .string({ error: `expected the ${subject}'s name (a string)` })
    .max(500, "expected at most 500 characters")
    .transform((value, issues) => {
      const name = lenientText(value);
      if (name === null)
        issues.addIssue({
          code: "custom",
          message: `expected the ${subject}'s name, not an empty string or a placeholder such as None`,
        });
      return name ?? "";
    });

/** An object that may also be written as the string that is its field `key`. */
const orString = <T extends z.ZodType>(key: string, object: T) =>
  z.preprocess((value) => (typeof value === "string" ? { [key]: value } : value), object);

const Service = z.object(
  { name: nameOf("service"), endpoint: text(500), release: text(200), instance: text(200) },
  { error: "expected an object { name, endpoint?, release?, instance? }" },
);
const Workload = z.object(
  {
    name: nameOf("workload"),
    kind: text(100),
    namespace: text(200),
    cluster: text(200),
    container: text(200),
  },
  { error: "expected an object { name, kind?, namespace?, cluster?, container? }" },
);
const Check = z.object(
  { name: nameOf("check"), target: text(500) },
  { error: "expected an object { name, target? }" },
);

const SUBJECTS = ["pipeline", "service", "workload", "check"] as const;
const STATUSES = ["failed", "resolved"] as const;

/**
 * Body of a `generic` webhook: what failed (one of `pipeline`, `service`, `workload` and `check`), and how (one of
 * `error.message` and `log`, unless it is resolved).
 */
export const GenericBody = z
  .object({
    pipeline: nameOf("pipeline").nullish(),
    service: orString("name", Service.nullish()),
    workload: orString("name", Workload.nullish()),
    check: orString("name", Check.nullish()),
    status: z
      .enum(STATUSES, { error: `expected one of ${STATUSES.join(", ")}` })
      .nullish()
      .transform((status) => status ?? "failed"),
    dedupKey: text(500),
    task: text(500),
    runId: text(500),
    tryNumber: count,
    maxTries: count,
    environment: text(80),
    severity: z.enum(SEVERITIES, { error: `expected one of ${SEVERITIES.join(", ")}` }).nullish(),
    title: text(500),
    error: orString(
      "message",
      z
        .object(
          { type: text(500), message, traceback: block },
          { error: "expected an object { type?, message, traceback? }" },
        )
        .nullish(),
    ),
    log: block,
    /** Any other address is left out: pages link it. */
    url: text(2_000).transform(safeUrl),
    startedAt: time,
    endedAt: time,
    owner: text(200),
    labels: z
      .record(z.string(), label, { error: "expected an object of strings, numbers or booleans" })
      .nullish(),
  })
  .superRefine((body, issues) => {
    const named = SUBJECTS.filter((name) => body[name] != null);
    if (named.length === 1) return;
    issues.addIssue({
      code: "custom",
      path: [named[1] ?? "pipeline"],
      message:
        named.length === 0
          ? "expected what failed: the pipeline's name (a string), or a service, workload or check"
          : `expected only one of ${named.join(", ")}`,
    });
  })
  .superRefine((body, issues) => {
    if (body.status === "resolved") return;
    if (body.log !== null || (body.error?.message ?? null) !== null) return;
    issues.addIssue({
      code: "custom",
      path: ["error", "message"],
      message: "expected error.message or log",
    });
  });
export type GenericBody = z.output<typeof GenericBody>;
