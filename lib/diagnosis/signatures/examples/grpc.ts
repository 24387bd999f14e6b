import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

const python = (status: string, details: string): string =>
  `grpc._channel._InactiveRpcError: <_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.${status}\n\tdetails = "${details}"\n\tdebug_error_string = "UNKNOWN:Error received from peer"\n>`;

export const grpcExamples: SignatureExamples = {
  "grpc/unauthenticated": {
    examples: [
      { text: python("UNAUTHENTICATED", "invalid token"), captures: { details: "invalid token" } },
      {
        text: "rpc error: code = Unauthenticated desc = transport: token expired",
        captures: { details: "transport: token expired" },
      },
    ],
    nearMisses: [{ text: python("PERMISSION_DENIED", "not allowed") }],
  },
  "grpc/permission-denied": {
    examples: [
      {
        text: python("PERMISSION_DENIED", "caller may not read orders"),
        captures: { details: "caller may not read orders" },
      },
      { text: "io.grpc.StatusRuntimeException: PERMISSION_DENIED: caller may not read orders" },
    ],
    nearMisses: [{ text: python("UNAUTHENTICATED", "invalid token") }],
  },
  "grpc/resource-exhausted": {
    examples: [
      {
        text: python("RESOURCE_EXHAUSTED", "namespace rate limit exceeded"),
        captures: { details: "namespace rate limit exceeded" },
      },
      { text: "io.grpc.StatusRuntimeException: RESOURCE_EXHAUSTED: namespace rate limit exceeded" },
    ],
    nearMisses: [
      { text: python("RESOURCE_EXHAUSTED", "Received message larger than max (5000000 vs. 4194304)") },
    ],
  },
  "grpc/not-found": {
    examples: [
      { text: python("NOT_FOUND", "collection not found[collection=docs]") },
      {
        text: "rpc error: code = NotFound desc = namespace etl not found",
        captures: { details: "namespace etl not found" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 404 Client Error: Not Found for url: https://api.example.com/x",
      },
    ],
  },
  "grpc/invalid-argument": {
    examples: [
      { text: python("INVALID_ARGUMENT", "field dim is required") },
      {
        text: "io.grpc.StatusRuntimeException: FAILED_PRECONDITION: collection is not loaded",
        captures: { details: "collection is not loaded" },
      },
    ],
    nearMisses: [{ text: python("INTERNAL", "boom") }],
  },
  "grpc/unimplemented": {
    examples: [
      { text: python("UNIMPLEMENTED", "Method not found!"), captures: { details: "Method not found!" } },
      { text: "rpc error: code = Unimplemented desc = unknown service loader.v2.Loader" },
    ],
    nearMisses: [{ text: "NotImplementedError: subclass must implement run()" }],
  },
  "grpc/internal": {
    examples: [
      { text: python("INTERNAL", "panic in handler"), captures: { details: "panic in handler" } },
      { text: "rpc error: code = Unknown desc = failed to load snapshot" },
    ],
    nearMisses: [{ text: python("UNAVAILABLE", "failed to connect to all addresses") }],
  },
  "grpc/already-exists": {
    examples: [
      {
        text: "rpc error: code = AlreadyExists desc = job crates-nightly already exists",
        captures: { details: "job crates-nightly already exists" },
      },
    ],
    nearMisses: [{ text: "rpc error: code = NotFound desc = job crates-nightly" }],
  },
  "grpc/cancelled": {
    examples: [
      {
        text: "rpc error: code = Canceled desc = context canceled",
        captures: { details: "context canceled" },
      },
      { text: "io.grpc.StatusRuntimeException: CANCELLED: HTTP/2 error code: CANCEL" },
    ],
    nearMisses: [{ text: "rpc error: code = Unavailable desc = transport is closing" }],
  },
};
