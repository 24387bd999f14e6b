import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Names that do not resolve, TLS that fails, curl's exits, gRPC's states, bare time-outs. */
export const networkSignatures: Signature[] = [
  {
    id: "network/dns",
    title: "Host name does not resolve",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /net::ERR_NAME_NOT_RESOLVED(?: at https?:\/\/(?<host>[\w.-]{1,253}))?/,

        /Failed to resolve '(?<host>[^'\n]{1,253})'/,
        /ConnectionPool\(host='(?<host>[^'\n]{1,253})', port=\d{1,5}\): Max retries exceeded with url: [^\s]{1,300} \(Caused by NewConnectionError\([^\n]{1,160}(?:Name or service not known|Temporary failure in name resolution|getaddrinfo failed|nodename nor servname provided|No address associated with hostname)/,
        /Cannot connect to host (?<host>[^\s:]{1,253}):\d{1,5} ssl:\S{1,40} \[(?:Name or service not known|Temporary failure in name resolution|Domain name not found|Timeout while contacting DNS servers|nodename nor servname provided|getaddrinfo failed|No address associated with hostname|Try again)/,
        /[Cc]ould not resolve host:? '?(?<host>[\w.-]{1,253})/,
        /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?<host>[\w.-]{1,253})/,
        /dial tcp: lookup (?<host>[\w.-]{1,253})(?: on [\w.:]{3,60})?: (?:no such host|server misbehaving|i\/o timeout|Temporary failure)/,
        /unable to resolve host address [‘'"](?<host>[\w.-]{1,253})/,
        /gaierror[:(]/,
        /Name or service not known/,
        /Temporary failure in name resolution/,
        /nodename nor servname provided/,
        /getaddrinfo failed/,
        /No address associated with hostname/,
      ],
      not: [/Code: 210\./],
    },
    rootCause: "The host name[[ `{host}`]] does not resolve to an address",
    explanation:
      "`Name or service not known` means that the name servers know no such name: it is misspelt, empty, or only known inside another network. `Temporary failure` means that no name server answered.",
    checks: [
      "The name as configured for the task (a whole URL, a blank or a missing variable in its place)",
      "Whether the name resolves from the worker itself; whether other tasks failed alike then",
    ],
    fixes: [
      "Correct the name, or use the full one that is known in the worker's network",
      "Retry if the name server failed for a moment",
    ],
  },
  {
    id: "tls/certificate",
    title: "TLS certificate not accepted",
    category: "configuration",
    alternatives: ["infrastructure", "network_timeout", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /CERTIFICATE_VERIFY_FAILED\]? ?certificate verify failed:? ?(?<reason>[^('"\n]{0,120})/,
        /SSL certificate problem: (?<reason>[^\n]{1,100})/,
        /x509: (?<reason>certificate [^\n"]{1,160})/,
        /PKIX path (?:building|validation) failed: ?(?<reason>[^\n]{0,160})/,
        /hostname '(?<host>[^'\n]{1,200})' doesn't match (?<reason>[^\n]{1,120})/,
        /Error: (?<reason>self[- ]signed certificate(?: in certificate chain)?|unable to get local issuer certificate|unable to verify the first certificate|certificate has expired)/,
        /(?<reason>SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_HAS_EXPIRED)/,
        /SSL: no alternative certificate subject name matches target host name '(?<host>[^'\n]{1,200})'/,
        /Could not find a suitable TLS CA certificate bundle, invalid path: (?<reason>[^\s]{1,300})/,
      ],
    },
    rootCause: "The certificate of the other side is not accepted[[: {reason}]]",
    explanation:
      "The client checks the certificate against the authorities that it trusts, its dates and its name. It has expired, is of an authority that the worker does not know (a company proxy, a self-signed one), lacks an intermediate, or is for another name.",
    checks: [
      "What the other side presents (`openssl s_client -connect host:443 -servername host`)",
      "Authorities in the worker's image, `REQUESTS_CA_BUNDLE`, `SSL_CERT_FILE`; whether a proxy opens TLS",
    ],
    fixes: [
      "Add the authority's certificate to the worker's trust store",
      "Have the other side renew its certificate or send the whole chain",
      "Use the name that the certificate is for; do not switch verification off",
    ],
  },
  {
    id: "tls/handshake",
    title: "TLS handshake failed",
    category: "configuration",
    alternatives: ["network_timeout", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /\[SSL: (?<reason>WRONG_VERSION_NUMBER|SSLV3_ALERT_HANDSHAKE_FAILURE|UNSUPPORTED_PROTOCOL|TLSV1_ALERT_PROTOCOL_VERSION|TLSV1_ALERT_INTERNAL_ERROR|TLSV1_UNRECOGNIZED_NAME|DH_KEY_TOO_SMALL|UNSAFE_LEGACY_RENEGOTIATION_DISABLED|NO_PROTOCOLS_AVAILABLE|TLSV13_ALERT_CERTIFICATE_REQUIRED|CA_MD_TOO_WEAK|EE_KEY_TOO_SMALL|HTTP_REQUEST)\]/,
        /curl: \(35\) (?<reason>[^\n]{1,120})/,
        /(?:Received fatal alert|No appropriate protocol)[: ]{0,2}(?<reason>[^\n]{1,100})/,
        /tls: (?<reason>handshake failure|protocol version not supported|first record does not look like a TLS handshake)/,
      ],
    },
    rootCause: "The two sides did not agree on an encrypted connection: {reason}",
    explanation:
      "`WRONG_VERSION_NUMBER` mostly means that the port speaks no TLS (http behind an https address, or a proxy). Other reasons: protocol versions or ciphers that one side no longer takes, or a client certificate that is asked for.",
    checks: [
      "Whether that port speaks TLS, and through which proxy the call goes",
      "TLS versions of both sides (an image or OpenSSL that was renewed refuses old ones)",
    ],
    fixes: [
      "Use the right scheme and port",
      "Renew the older side; give the client certificate if one is asked for",
    ],
  },
  {
    id: "tls/eof",
    title: "Encrypted connection was cut",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /UNEXPECTED_EOF_WHILE_READING/,
        /EOF occurred in violation of protocol/,
        /DECRYPTION_FAILED_OR_BAD_RECORD_MAC/,
        /Remote host (?:terminated|closed connection during) (?:the )?handshake/,
      ],
      not: [/postgres|psycopg/],
    },
    rootCause: "The other side cut the encrypted connection without a proper end",
    explanation:
      "A server, proxy or firewall closed the connection in the middle: it restarted, refuses this client's TLS, or one connection was used by several processes after a fork.",
    checks: [
      "Whether it happens at once (refused) or after a while (cut)",
      "Whether the task forks after it has made its connections",
    ],
    fixes: ["Retry the call", "Make the connection in each process anew"],
  },
  {
    id: "curl/connect",
    title: "curl could not connect",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /curl: \((?<code>7|28)\) Failed to connect to (?<host>[^\s]{1,200}) port (?<port>\d{1,5})/,
        /curl: \((?<code>7|28|52|56|92|16)\) (?<reason>[^\n]{1,160})/,
        /Failed to connect to (?<host>[\w.-]{1,200}) port (?<port>\d{1,5})(?: after \d{1,9} ms)?: (?<reason>[^\n]{1,100})/,
      ],
      not: [/from proxy after CONNECT/],
    },
    rootCause: "The connection[[ to `{host}`]][[ port {port}]] failed[[: {reason}]]",
    explanation:
      "7: nothing listens there or the way is barred; 28: no answer in time; 52: the server answered nothing; 56: the connection broke while data were received.",
    checks: ["Whether host and port can be reached from the worker", "Whether the service was up then"],
    fixes: ["Retry (`--retry 5 --retry-all-errors`)", "Correct host and port, or open the way"],
    docs: ["https://curl.se/libcurl/c/libcurl-errors.html"],
  },
  {
    id: "network/timed-out",
    title: "Operation timed out",
    category: "network_timeout",
    alternatives: ["infrastructure", "resource_exhausted", "configuration"],
    strength: "hint",
    transience: "transient",
    match: {
      types: [
        "TimeoutError",
        "socket.timeout",
        "ReadTimeoutError",
        "TimeoutException",
        "URLError",
        "ConnectionError",
      ],
      message: [
        /Timeout (?<milliseconds>\d{1,9})ms exceeded/,
        /timed out/i,
        /^[\w.]{0,60}TimeoutError:?\s*$/,
        /^[\w.]{0,60}TimeoutException\b/,
      ],
      not: [/execution_timeout|AirflowTaskTimeout|QueuePool/],
    },
    rootCause: "Something that the task waited for did not come in time",
    explanation:
      "A time limit set in the code or its library ended the wait. The frames above the error tell what was waited for: a connection, an answer, a lock.",
    checks: ["The frames above the error: what was waited for, and the limit", "How long that usually takes"],
    fixes: ["Retry with increasing waits", "Raise the limit where the wait is right"],
  },
  {
    id: "git/authentication",
    title: "Git server refuses the login",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Authentication failed for '(?<repository>https?:\/\/[^'\n]{1,200})'/,
        /could not read (?:Username|Password) for '(?<repository>https?:\/\/[^'\n]{1,200})'/,
        /remote: (?:HTTP Basic: Access denied|Invalid username or (?:password|token)|Repository not found|Permission to [^\s]{1,120} denied)/,
        /repository '(?<repository>https?:\/\/[^'\n]{1,200})' not found/,
      ],
    },
    rootCause:
      "The Git server does not accept the login[[ for {repository}]], or does not show the repository to it",
    explanation:
      "The token expired or lacks the right to read the repository; servers also say `not found` where rights are missing.",
    checks: ["Expiry and scope of the token, and the address of the repository"],
    fixes: ["Renew the token or deploy key", "Correct the address"],
  },
  {
    id: "grpc/unavailable",
    title: "gRPC service not reachable",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /StatusCode\.(?<status>UNAVAILABLE|DEADLINE_EXCEEDED)\b/,
        /failed to connect to all addresses/,
        /rpc error: code = (?<status>Unavailable|DeadlineExceeded) desc = (?<reason>[^\n]{1,160})/,
      ],
      also: [/details = "(?<details>[^"\n]{0,200})|desc = |all addresses/],
      not: [/google\.api_core/],
    },
    rootCause: "The gRPC service did not answer[[ ({status})]][[: {details}]][[: {reason}]]",
    explanation:
      "No connection to any of the service's addresses could be made, or the call did not end before its deadline.",
    checks: ["Address and port of the service, TLS on one side only, proxies that do not pass HTTP/2"],
    fixes: ["Retry with increasing waits", "Correct the address or use a channel with the right security"],
  },
  {
    id: "grpc/message-too-large",
    title: "gRPC message larger than allowed",
    category: "configuration",
    alternatives: ["code_bug", "resource_exhausted"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /[Rr]eceived message (?:larger|exceeds|bigger) (?:than max )?\(?(?<size>\d{3,12}) vs\.? (?<limit>\d{3,12})/,
        /gRPC message exceeds maximum size (?<limit>\d{3,12}): (?<size>\d{3,12})/,
        /Sent message larger than max \((?<size>\d{3,12}) vs\. (?<limit>\d{3,12})\)/,
      ],
    },
    rootCause: "A message of {size} bytes is larger than the {limit} that are allowed",
    explanation: "gRPC takes 4 MiB for one message unless both sides set more.",
    checks: ["What grew: the number of rows or the size of one"],
    fixes: ["Send smaller batches", "Raise `grpc.max_receive_message_length` on the receiving side"],
  },
];
