import { AppError } from "@/lib/platform/errors";

/** The JSON value of a request's body (UTF-8). @throws AppError BAD_REQUEST if it is not JSON. */
export function parseJsonBody(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new AppError("BAD_REQUEST", `The body is not JSON: ${(error as Error).message}`, { cause: error });
  }
}
