import type { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import type { Outbound } from "@/lib/platform/http/outbound";
import { airflowRows } from "@/lib/vendors/airflow/schemas";
import type { AirflowApi, AirflowSession } from "@/lib/vendors/airflow/session";
import { jsonOf, parseAnswer, statusError } from "@/lib/vendors/answer";

/** Page size: the most that Airflow returns at once. */
const PAGE = 100;
/** Maximum number of rows read. */
export const MAX_ROWS = 1_000;

/** Query parameters; an array becomes a repeated key. */
export type Query = Record<string, string | readonly string[]>;

/** Reads rows and pages of rows from either API version. */
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

  async get<T>(path: string, schema: z.ZodType<T>, what: string): Promise<T> {
    return parseAnswer(await this.request(path, what), schema, what, "Airflow");
  }

  /** Reads all pages of a list; `query` is null for a list without paging. */
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
      const answer = await this.request(path + paged, what);
      const raw = jsonOf(answer.text);
      const rows = airflowRows(raw, key, row);
      if (rows === null) throw this.notTheApi(what);
      all.push(...rows);
      if (query === null || rawLength(raw, key) < limit) break;
    }
    return all.slice(0, max);
  }

  private async request(path: string, what: string) {
    const answer = await this.session.run((prefix, headers) =>
      this.outbound.call(prefix + path, { headers: { ...headers, accept: "application/json" } }),
    );
    if (answer.status >= 200 && answer.status <= 299) return answer;
    throw statusError(answer, what, this.session.messages(await this.apiVersion()));
  }

  private notTheApi(what: string): AppError {
    return new AppError(
      "UNAVAILABLE",
      `Airflow returned something else instead of ${what}. Is the API URL correct?`,
    );
  }
}

function rawLength(raw: unknown, key: string): number {
  const rows = (raw as Record<string, unknown> | null)?.[key];
  return Array.isArray(rows) ? rows.length : 0;
}

/** Encodes `+` too, which would otherwise be decoded as a space. Arrays become repeated keys, as both APIs expect. */
function search(query: Query): string {
  return Object.entries(query)
    .flatMap(([key, value]) =>
      (typeof value === "string" ? [value] : value).map((part) => `${key}=${encodeURIComponent(part)}`),
    )
    .join("&");
}
