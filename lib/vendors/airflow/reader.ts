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

/** How many pages of one list are read at a time. */
const PARALLEL_PAGES = 4;

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

  /**
   * Reads a list whose length is known from its first page, several pages at a time. `query` must order rows so that a
   * new row cannot push an unread one to an earlier page.
   * @returns the rows, and whether these are all
   */
  async listAll<T>(
    path: string,
    key: string,
    row: z.ZodType<T>,
    query: Query,
    what: string,
    max: number,
  ): Promise<{ rows: T[]; isWhole: boolean }> {
    const pageAt = async (offset: number) => {
      const paged = search({ ...query, limit: String(PAGE), offset: String(offset) });
      const raw = jsonOf((await this.request(`${path}?${paged}`, what)).text);
      const rows = airflowRows(raw, key, row);
      if (rows === null) throw this.notTheApi(what);
      return { rows, isFull: rawLength(raw, key) >= PAGE, total: totalOf(raw) };
    };
    const first = await pageAt(0);
    const all = [...first.rows];
    let isFull = first.isFull;
    for (let next = PAGE; isFull && next < max;) {
      // Without a total, only the next page is known to exist.
      const known = Math.ceil((Math.min(first.total, max) - next) / PAGE);
      const count = Math.min(Math.max(known, 1), PARALLEL_PAGES);
      const from = next;
      const pages = await Promise.all(Array.from({ length: count }, (_, n) => pageAt(from + n * PAGE)));
      all.push(...pages.flatMap((page) => page.rows));
      isFull = pages.every((page) => page.isFull);
      next += count * PAGE;
    }
    return { rows: all, isWhole: !isFull };
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

function totalOf(raw: unknown): number {
  const total = (raw as { total_entries?: unknown } | null)?.total_entries;
  return typeof total === "number" ? total : 0;
}

/** Encodes `+` too, which would otherwise be decoded as a space. Arrays become repeated keys, as both APIs expect. */
function search(query: Query): string {
  return Object.entries(query)
    .flatMap(([key, value]) =>
      (typeof value === "string" ? [value] : value).map((part) => `${key}=${encodeURIComponent(part)}`),
    )
    .join("&");
}
