import { NextRequest } from "next/server";
import { errorResponse } from "@/lib/platform/http/error-response";
import { readBody } from "@/lib/platform/http/read-body";

/**
 * Limits the body passed to a library's handler: it gets the request with its complete body, or the caller gets 413 before
 * the library sees anything.
 */
export function limitBody<Rest extends unknown[]>(
  maxBytes: number,
  handle: (request: NextRequest, ...rest: Rest) => Promise<Response>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    let body: Uint8Array;
    try {
      body = await readBody(request, maxBytes);
    } catch (error) {
      return errorResponse(error);
    }
    const { method } = request;
    const headers = new Headers(request.headers);
    // The body has been decompressed.
    for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
    const hasBody = method !== "GET" && method !== "HEAD";
    const sent = hasBody ? { body: body as Uint8Array<ArrayBuffer> } : {};
    return handle(new NextRequest(request.url, { method, headers, ...sent }), ...rest);
  };
}
