import type { Signature } from "@/lib/diagnosis/signatures/signature";

const CODES = "https://grpc.io/docs/guides/status-codes/";

/** gRPC: status codes as Python, Go, Java and C++ clients print them. */
export const grpcSignatures: Signature[] = [
  {
    id: "grpc/unauthenticated",
    title: "gRPC call without valid credentials",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /StatusCode\.UNAUTHENTICATED\b(?:\s{1,8}details = "(?<details>[^"\n]{1,200})")?/,
        /rpc error: code = Unauthenticated desc = (?<details>[^\n]{1,200})/,
        /Status(?:Runtime)?Exception: UNAUTHENTICATED(?:: (?<details>[^\n]{1,200}))?/,
      ],
      not: [/google\.api_core|googleapis/],
    },
    rootCause: "The service rejected the call's credentials[[: {details}]]",
    explanation: "Status UNAUTHENTICATED: the token is missing, expired or issued for another audience.",
    checks: ["Which credentials the client sends, and when they expire"],
    fixes: ["Renew the token or the certificate", "Pass the credentials that this service expects"],
    docs: [CODES],
  },
  {
    id: "grpc/permission-denied",
    title: "gRPC call not permitted",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /StatusCode\.PERMISSION_DENIED\b(?:\s{1,8}details = "(?<details>[^"\n]{1,200})")?/,
        /rpc error: code = PermissionDenied desc = (?<details>[^\n]{1,200})/,
        /Status(?:Runtime)?Exception: PERMISSION_DENIED(?:: (?<details>[^\n]{1,200}))?/,
      ],
      not: [/google\.api_core|googleapis/],
    },
    rootCause: "The caller lacks the permission for this call[[: {details}]]",
    explanation: "Status PERMISSION_DENIED: the service knows the caller but does not allow this operation.",
    checks: ["Which identity the client uses, and its roles in the service"],
    fixes: ["Grant the identity the permission named in the message", "Use the identity that has it"],
    docs: [CODES],
  },
  {
    id: "grpc/resource-exhausted",
    title: "gRPC quota or limit exceeded",
    category: "rate_limit",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /StatusCode\.RESOURCE_EXHAUSTED\b(?:\s{1,8}details = "(?<details>[^"\n]{1,200})")?/,
        /rpc error: code = ResourceExhausted desc = (?<details>[^\n]{1,200})/,
        /Status(?:Runtime)?Exception: RESOURCE_EXHAUSTED(?:: (?<details>[^\n]{1,200}))?/,
      ],
      not: [/google\.api_core|googleapis|larger than max|exceeds max/],
    },
    rootCause: "The service refused the call because a quota or limit was reached[[: {details}]]",
    explanation: "Status RESOURCE_EXHAUSTED: a rate limit, a quota, or memory or disk of the server.",
    checks: ["The limit named in the message, and the number of calls at that time"],
    fixes: ["Retry with exponential backoff", "Send fewer or smaller requests, or raise the quota"],
    docs: [CODES],
  },
  {
    id: "grpc/not-found",
    title: "gRPC: object not found",
    category: "configuration",
    alternatives: ["upstream_missing_data", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /StatusCode\.NOT_FOUND\b(?:\s{1,8}details = "(?<details>[^"\n]{1,200})")?/,
        /rpc error: code = NotFound desc = (?<details>[^\n]{1,200})/,
        /Status(?:Runtime)?Exception: NOT_FOUND(?:: (?<details>[^\n]{1,200}))?/,
      ],
      not: [/google\.api_core|googleapis/],
    },
    rootCause: "The service does not know what the call asks for[[: {details}]]",
    explanation:
      "Status NOT_FOUND: the named object was never created, was deleted, or belongs to another project or namespace.",
    checks: ["Whether the object exists in the environment that the client uses"],
    fixes: ["Correct the name or the environment", "Create the object before this step"],
    docs: [CODES],
  },
  {
    id: "grpc/invalid-argument",
    title: "gRPC: invalid request",
    category: "code_bug",
    alternatives: ["configuration", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /StatusCode\.(?:INVALID_ARGUMENT|FAILED_PRECONDITION|OUT_OF_RANGE)\b(?:\s{1,8}details = "(?<details>[^"\n]{1,200})")?/,
        /rpc error: code = (?:InvalidArgument|FailedPrecondition|OutOfRange) desc = (?<details>[^\n]{1,200})/,
        /Status(?:Runtime)?Exception: (?:INVALID_ARGUMENT|FAILED_PRECONDITION|OUT_OF_RANGE)(?:: (?<details>[^\n]{1,200}))?/,
      ],
      not: [/google\.api_core|googleapis/],
    },
    rootCause: "The service rejected the request as invalid[[: {details}]]",
    explanation:
      "The request itself is wrong (INVALID_ARGUMENT) or does not fit the object's current state (FAILED_PRECONDITION); retrying cannot help.",
    checks: ["The value named in the message, and where the task gets it from"],
    fixes: ["Correct the request", "Bring the object into the required state first"],
    docs: [CODES],
  },
  {
    id: "grpc/unimplemented",
    title: "gRPC method not implemented by the server",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /StatusCode\.UNIMPLEMENTED\b(?:\s{1,8}details = "(?<details>[^"\n]{1,200})")?/,
        /rpc error: code = Unimplemented desc = (?<details>[^\n]{1,200})/,
        /Status(?:Runtime)?Exception: UNIMPLEMENTED(?:: (?<details>[^\n]{1,200}))?/,
      ],
    },
    rootCause: "The server does not offer the called method[[: {details}]]",
    explanation:
      "Client and server are of different versions, or the address belongs to another service or to a proxy.",
    checks: ["Versions of client and server", "What listens at the configured address"],
    fixes: ["Install a client that fits the server's version", "Correct the address"],
    docs: [CODES],
  },
  {
    id: "grpc/internal",
    title: "gRPC: error inside the service",
    category: "infrastructure",
    alternatives: ["code_bug", "network_timeout"],
    strength: "hint",
    transience: "intermittent",
    match: {
      message: [
        /StatusCode\.(?:INTERNAL|UNKNOWN|DATA_LOSS|ABORTED)\b(?:\s{1,8}details = "(?<details>[^"\n]{1,200})")?/,
        /rpc error: code = (?:Internal|Unknown|DataLoss|Aborted) desc = (?<details>[^\n]{1,200})/,
        /Status(?:Runtime)?Exception: (?:INTERNAL|UNKNOWN|DATA_LOSS|ABORTED)(?:: (?<details>[^\n]{1,200}))?/,
      ],
      not: [/google\.api_core|googleapis/],
    },
    rootCause: "The called service failed[[: {details}]]",
    explanation:
      "The service reported an error of its own or one that it did not classify; its log has the reason.",
    checks: ["The service's log at that time"],
    fixes: ["Retry if the call may safely be repeated", "Fix what the service's log reports"],
    docs: [CODES],
  },
  {
    id: "grpc/already-exists",
    title: "gRPC: it already exists",
    category: "configuration",
    alternatives: ["code_bug", "warehouse_sql"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /StatusCode\.ALREADY_EXISTS\b(?:\s{1,8}details = "(?<details>[^"\n]{1,200})")?/,
        /rpc error: code = AlreadyExists desc = (?<details>[^\n]{1,200})/,
        /Status(?:Runtime)?Exception: ALREADY_EXISTS(?:: (?<details>[^\n]{1,200}))?/,
      ],
    },
    rootCause: "What the call should create already exists[[: {details}]]",
    explanation:
      "The service has an object of that name or id. Often an earlier attempt created it, and its answer was lost or the step was run again.",
    checks: ["Whether the existing object is the one that was meant"],
    fixes: [
      "Treat this answer as success where the step may run twice",
      "Otherwise use another name, or delete the old object first",
    ],
    docs: [CODES],
  },
  {
    id: "grpc/cancelled",
    title: "gRPC call cancelled",
    category: "network_timeout",
    alternatives: ["infrastructure", "code_bug"],
    strength: "hint",
    transience: "intermittent",
    match: {
      message: [
        /StatusCode\.CANCELLED\b(?:\s{1,8}details = "(?<details>[^"\n]{1,200})")?/,
        /rpc error: code = Canceled desc = (?<details>[^\n]{1,200})/,
        /Status(?:Runtime)?Exception: CANCELLED(?:: (?<details>[^\n]{1,200}))?/,
      ],
    },
    rootCause: "The call was cancelled before it was finished[[: {details}]]",
    explanation:
      "The caller gave up, its own deadline passed, or a proxy or the shutdown of one side closed the stream. The cause is on the side that cancelled.",
    checks: ["What else was logged just before: a shutdown, a deadline, another call that failed"],
    fixes: ["Find what cancelled it first", "Retry if the call may safely be repeated"],
    docs: [CODES],
  },
];
