import type { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import type { Outbound } from "@/lib/platform/http/outbound";
import { rowsOf } from "@/lib/vendors/airflow/schemas";
import type { AirflowApi, AirflowSession } from "@/lib/vendors/airflow/session";
import { jsonOf, parseAnswer, statusError } from "@/lib/vendors/answer";

/** Rows of one page: the most that Airflow hands out at once. */
const PAGE = 100;
/** Where paging stops. */
export const MAX_ROWS = 1_000;

/** Filters of a list; a list of values is a repeated key. */
export type Query = Record<string, string | readonly string[]>;

/** Reads rows and pages of rows from whichever API answers. */
export class AirflowReader {
  private readonly outbound: Outbound;
  private readonly session: AirflowSession;

  constructor(outbound: Outbound, session: AirflowSession) {
    this.outbound = outbound;
    this.session = session;
  }

  async apiVersion(): Promise<AirflowApi> {
    return (await this.session.version()).api;
  }

  async one<T>(path: string, schema: z.ZodType<T>, what: string): Promise<T> {
    return parseAnswer(await this.get(path, what), schema, what, "Airflow");
  }

  /** Pages through a list; `query` null for one that has no pages. */
  async list<T>(
    path: string,
    key: string,
    row: z.ZodType<T>,
    query: Query | null,
    what: string,
    max = MAX_ROWS,
  ): Promise<T[]> {
    const all: T[] = [];
    for (let offset = 0; offset < max; offset += PAGE) {
      const limit = Math.min(PAGE, max - offset);
      const paged =
        query === null ? "" : `?${search({ ...query, limit: String(limit), offset: String(offset) })}`;
      const answer = await this.get(path + paged, what);
      const raw = jsonOf(answer.text);
      const rows = rowsOf(raw, key, row);
      if (rows === null) throw this.notTheApi(what);
      all.push(...rows);
      if (query === null || rawLength(raw, key) < limit) break;
    }
    return all.slice(0, max);
  }

  private async get(path: string, what: string) {
    const answer = await this.session.run((prefix, headers) =>
      this.outbound.call(prefix + path, { headers: { ...headers, accept: "application/json" } }),
    );
    if (answer.status >= 200 && answer.status <= 299) return answer;
    throw statusError(answer, what, this.session.messages(await this.apiVersion()));
  }

  private notTheApi(what: string): AppError {
    return new AppError(
      "UNAVAILABLE",
      `Airflow answered with something else where ${what} was expected. Is the API URL correct?`,
    );
  }
}

function rawLength(raw: unknown, key: string): number {
  const rows = (raw as Record<string, unknown> | null)?.[key];
  return Array.isArray(rows) ? rows.length : 0;
}

/** Encodes `+` too: in a query a bare one becomes a blank. Lists are repeated keys, which both APIs read. */
function search(query: Query): string {
  return Object.entries(query)
    .flatMap(([key, value]) =>
      (typeof value === "string" ? [value] : value).map((one) => `${key}=${encodeURIComponent(one)}`),
    )
    .join("&");
}
