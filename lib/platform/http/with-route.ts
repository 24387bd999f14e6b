import { z } from "zod";
import { authenticate } from "@/lib/platform/auth/authenticate";
import { authorize, can, type Permission } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError, sentenceOf, type ErrorIssue } from "@/lib/platform/errors";
import { DEFAULT_BODY_BYTES } from "@/lib/platform/http/body-limits.mjs";
import { errorResponse } from "@/lib/platform/http/error-response";
import { parseInput, type InputPlace } from "@/lib/platform/http/input-issues";
import { parseJsonBody } from "@/lib/platform/http/parse-json-body";
import { readBody } from "@/lib/platform/http/read-body";
import { withContract } from "@/lib/platform/http/route-contract";

interface RouteOptions<Params, Query, Body, Output> {
  /** The required permission, the same as the verb's. */
  permission: Permission;
  params?: z.ZodType<Params>;
  /** The parameters it accepts; without it, none. */
  query?: z.ZodType<Query>;
  /** The fields it accepts; without it, the body is not read. */
  body?: z.ZodType<Body>;
  /** Every response is parsed by it, so that a new column cannot leak. */
  output: z.ZodType<Output>;
  /** The part of the output that a write answers to a token that may not read (decision 035). */
  receipt?: z.ZodType;
  run: (
    ctx: Context,
    input: { params: Params; query: Query; body: Body },
  ) => Promise<Output | { status: number; value: Output }>;
  /** Status of a successful response. Default 200. */
  status?: number;
  /** Other statuses of successful responses, for the API's description. */
  otherStatuses?: readonly number[];
}

type RouteHandler = (
  request: Request,
  segment: { params: Promise<Record<string, string>> },
) => Promise<Response>;

/**
 * Wraps a verb as a route handler: authentication, permission check, parsing of path, query and body, error mapping. The
 * body is JSON; an empty one counts as `{}`. Unknown query parameters and body fields are refused.
 */
export function withRoute<Output, Params = unknown, Query = unknown, Body = unknown>(
  options: RouteOptions<Params, Query, Body, Output>,
): RouteHandler {
  const handler: RouteHandler = async (request, segment) => {
    try {
      const ctx = await authenticate(request);
      authorize(ctx, options.permission);
      const params = parseParams(options.params, await segment.params);
      const query = parseQuery<unknown>(options.query ?? NO_PARAMETERS, request) as Query;
      const body = options.body
        ? parsePart(options.body, await readJson(request), "body")
        : (undefined as Body);
      const answer = await options.run(ctx, { params, query, body });
      const explicit = isExplicit(answer);
      const full = options.output.parse(explicit ? answer.value : answer);
      const value = options.receipt && !can(ctx, "workspace.read") ? options.receipt.parse(full) : full;
      return Response.json(value, { status: explicit ? answer.status : (options.status ?? 200) });
    } catch (error) {
      return errorResponse(error);
    }
  };
  const { params, query, body, output, status = 200, otherStatuses = [] } = options;
  return withContract(handler, { params, query, body, output, statuses: [status, ...otherStatuses] });
}

function isExplicit<T>(answer: T | { status: number; value: T }): answer is { status: number; value: T } {
  return typeof answer === "object" && answer !== null && "status" in answer && "value" in answer;
}

const NO_PARAMETERS = z.object({});

function parseParams<T>(schema: z.ZodType<T> | undefined, params: unknown): T {
  if (!schema) return params as T;
  const parsed = schema.safeParse(params);
  if (parsed.success && unstorable(parsed.data).length === 0) return parsed.data;
  throw new AppError("NOT_FOUND", "There is nothing with this id.", { cause: parsed.error });
}

/** The query parameters. @throws AppError INVALID with every issue, unknown parameters included. */
export function parseQuery<T>(schema: z.ZodType<T>, request: Request): T {
  return parsePart(schema, queryOf(request), "query");
}

/** A value of a request that its schema accepts. @throws AppError INVALID with every issue; its message is the first one. */
export function parsePart<T>(schema: z.ZodType<T>, value: unknown, place: InputPlace): T {
  const parsed = parseInput(schema, value, place);
  const issues = parsed.ok ? unstorable(parsed.data) : parsed.issues;
  if (parsed.ok && issues.length === 0) return parsed.data;
  const message = issues[0] ? sentenceOf(issues[0]) : `The ${place} is not valid.`;
  throw new AppError("INVALID", message, { issues, cause: parsed.ok ? undefined : parsed.cause });
}

/** Repeated parameters become a list. */
function queryOf(request: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}

/** Issues for text that PostgreSQL cannot store; `value` has passed its schema, so it is shallow. */
function unstorable(value: unknown, path: (string | number)[] = []): ErrorIssue[] {
  if (typeof value === "string") {
    if (!value.includes("\0") && value.isWellFormed()) return [];
    return [{ path: z.core.toDotPath(path), message: "must not contain NUL characters or lone surrogates" }];
  }
  if (typeof value !== "object" || value === null) return [];
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  return [...entries].flatMap(([key, item]) => unstorable(item, [...path, key]));
}

async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBody(request, DEFAULT_BODY_BYTES);
  return bytes.byteLength === 0 ? {} : parseJsonBody(bytes);
}
