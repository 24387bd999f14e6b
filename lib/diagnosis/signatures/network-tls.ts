import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** TLS: certificates and handshakes. */
export const networkTlsSignatures: Signature[] = [
  {
    id: "tls/certificate",
    title: "TLS certificate rejected",
    category: "configuration",
    alternatives: ["infrastructure", "network_timeout", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /CERTIFICATE_VERIFY_FAILED\]? ?certificate verify failed:? ?(?<reason>[^('"\n]{0,120})/,
        /SSL certificate problem: (?<reason>[^\n]{1,100})/,
        /x509: (?<reason>certificate [^\n"]{1,160})/,
        /PKIX path (?:building|validation) failed: ?(?:sun\.security\.[\w.]{1,80}: |java\.security\.[\w.]{1,80}: )?(?<reason>[^\n]{0,160})/,
        /hostname '(?<host>[^'\n]{1,200})' doesn't match (?<reason>[^\n]{1,120})/,
        /Error: (?<reason>self[- ]signed certificate(?: in certificate chain)?|unable to get local issuer certificate|unable to verify the first certificate|certificate has expired)/,
        /(?<reason>SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_HAS_EXPIRED)/,
        /SSL: no alternative certificate subject name matches target host name '(?<host>[^'\n]{1,200})'/,
      ],
      also: [/(?:host='|connect to host |https:\/\/)(?<server>[\w.-]{3,200})|$/],
      not: [/certificate has expired|CERT_HAS_EXPIRED/],
    },
    rootCause: "The certificate[[ of `{server}`]][[ for `{host}`]] was rejected[[: {reason}]]",
    explanation:
      "The client checks the certificate against its trusted CAs and its name. It comes from a CA that the worker does not trust (a company proxy, self-signed), lacks an intermediate, or is for another name.",
    checks: [
      "What the server presents: `openssl s_client -connect[[ {server}]] (port 443) -showcerts`",
      "CAs in the worker's image, `REQUESTS_CA_BUNDLE`, `SSL_CERT_FILE`; whether a company proxy intercepts TLS",
    ],
    fixes: [
      "For an unknown issuer, add the CA to the worker: `update-ca-certificates`, `REQUESTS_CA_BUNDLE`, or for Java `keytool -importcert -cacerts`",
      "If an intermediate is missing, have the server send the full chain",
      "For another name, call the server by the name in its certificate; do not turn verification off",
    ],
  },
  {
    id: "tls/certificate-expired",
    title: "TLS certificate has expired",
    category: "configuration",
    alternatives: ["infrastructure", "auth_permission", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/certificate has expired/, /CERT_HAS_EXPIRED/],
      also: [
        /(?:host='|connect to host |https:\/\/)(?<server>[\w.-]{3,200})|$/,
        /current time (?<now>[\dTZ:.+-]{10,30}) is after (?<end>[\dTZ:.+-]{10,30})|$/,
      ],
    },
    rootCause: "The certificate[[ of `{server}`]] has expired[[ (valid until {end})]]",
    explanation:
      "The client compares the certificate's end date with its own clock. Either the server was not given its renewed certificate, or a CA in the chain or the worker's clock is out of date.",
    checks: [
      "`openssl s_client -connect HOST:443 </dev/null | openssl x509 -noout -dates -issuer`",
      "The worker's clock (`date -u`)",
    ],
    fixes: [
      "Renew the certificate[[ of `{server}`]] and reload the server (or tell its owner)",
      "If only an old CA in the worker's bundle expired, update it: `pip install -U certifi`, `apt-get install --reinstall ca-certificates`",
    ],
  },
  {
    id: "tls/ca-bundle-missing",
    title: "CA bundle file does not exist",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Could not find a suitable TLS CA certificate bundle, invalid path: (?<path>[^\s]{1,300})/],
    },
    rootCause: "The CA bundle `{path}` does not exist where the task runs",
    explanation:
      "`REQUESTS_CA_BUNDLE`, `CURL_CA_BUNDLE` or the `verify` argument names a file that this worker does not have.",
    checks: ["`env | grep CA_BUNDLE` on the worker, and the `verify` argument in the code"],
    fixes: [
      "Mount or install the bundle at `{path}`, or unset `REQUESTS_CA_BUNDLE` (the default is certifi's bundle)",
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
        /(?<reason>Received fatal alert: \w{3,40})/,
        /tls: (?<reason>handshake failure|protocol version not supported|first record does not look like a TLS handshake)/,
      ],
      also: [/host='(?<host>[^'\n]{1,200})', port=(?<port>\d{1,5})|$/],
    },
    rootCause: "The TLS handshake[[ with `{host}`]][[ port {port}]] failed: {reason}",
    explanation:
      "`WRONG_VERSION_NUMBER` usually means that the port does not speak TLS (http behind an https URL, or a proxy). Other reasons: protocol versions or ciphers that one side no longer accepts, or a required client certificate.",
    checks: [
      "Whether that port speaks TLS, and which proxy the call goes through",
      "TLS versions on both sides (an updated image or OpenSSL rejects old ones)",
    ],
    fixes: [
      "For WRONG_VERSION_NUMBER or HTTP_REQUEST: the port does not speak TLS; use `http://` or the TLS port, and check `HTTPS_PROXY` (its own URL usually begins with `http://`)",
      "For protocol versions or ciphers: upgrade the older side (TLS 1.2 or later)",
      "For TLSV13_ALERT_CERTIFICATE_REQUIRED: give the client its certificate (`cert=` in requests)",
    ],
  },
  {
    id: "tls/protocol-disabled",
    title: "TLS version disabled in Java",
    category: "configuration",
    alternatives: ["missing_dependency", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<reason>No appropriate protocol \(protocol is disabled or cipher suites are inappropriate\))/,
        /(?<reason>The server selected protocol version TLS\w{0,4}(?:\.\d)? is not accepted by client preferences)/,
      ],
    },
    rootCause: "Client and server have no TLS version in common: {reason}",
    explanation:
      "Current JDKs disable TLS 1.0 and 1.1 (`jdk.tls.disabledAlgorithms`). An old driver offers only those, or the old server accepts nothing newer.",
    checks: [
      "The driver's version, and what the server offers: `openssl s_client -connect HOST:PORT -tls1_2`",
    ],
    fixes: [
      "Upgrade the driver (MySQL Connector/J 8 or later), or set `enabledTLSProtocols=TLSv1.2` (`sslProtocol`, `https.protocols`)",
      "Turn on TLS 1.2 on the server",
      "Only as a stopgap inside a trusted network: remove TLSv1.1 from `jdk.tls.disabledAlgorithms` in `java.security`",
    ],
  },
  {
    id: "tls/eof",
    title: "TLS connection dropped",
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
      also: [/host='(?<host>[^'\n]{1,200})'|$/],
      not: [/postgres|psycopg/],
    },
    rootCause: "The server[[ `{host}`]] dropped the TLS connection without closing it properly",
    explanation:
      "A server, proxy or firewall closed the connection midway: it restarted, rejects this client's TLS, or several processes used one connection after a fork.",
    checks: [
      "Whether it happens immediately (rejected) or after a while (dropped)",
      "Whether the task forks after opening its connections",
    ],
    fixes: [
      "Retry the call with backoff",
      "If it happens at once every time, check the proxy (`HTTPS_PROXY`) and whether the server wants TLS 1.2 or a client certificate",
      "If the task forks, open a new connection in each process",
    ],
  },
];
