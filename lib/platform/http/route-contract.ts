import type { z } from "zod";

/** The schemas that check a route's requests and answers, from which the API's description is made. */
export interface RouteContract {
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  output: z.ZodType;
  /** Statuses of a successful answer, the usual one first. */
  statuses: readonly number[];
}

const contracts = new WeakMap<object, RouteContract>();

/** Remembers the contract of a route handler. @returns the handler */
export function withContract<Handler extends object>(handler: Handler, contract: RouteContract): Handler {
  contracts.set(handler, contract);
  return handler;
}

/** The contract of a route handler; undefined for one that was made without. */
export const contractOf = (handler: object): RouteContract | undefined => contracts.get(handler);
