import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** HTTP requests that got no usable response: requests, urllib3, httpx, aiohttp, urllib, axios, Java, curl; OAuth and Vault. */
export const httpClientSignatures: Signature[] = [
  {
    id: "http/connection-refused",
    title: "HTTP connection refused",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /ConnectionPool\(host='(?<host>[^'\n]{1,200})', port=(?<port>\d{1,5})\)/,
        /Cannot connect to host (?<host>[^\s:]{1,200}):(?<port>\d{1,5}) ssl:\S{1,20} \[(?:Connect call failed|Connection refused)/,
        /ClientConnectorError: Cannot connect to host (?<host>[^\s:]{1,200}):(?<port>\d{1,5})/,
        /httpx\.ConnectError: (?:\[Errno (?:111|61)\] Connection refused|All connection attempts failed)/,
      ],
      also: [/Connection refused|Connect call failed|All connection attempts failed|actively refused/],
      not: [/localhost|127\.0\.0\.1|::1/],
    },
    rootCause:
      "The service[[ at `{host}`]][[ port {port}]] refused the connection: nothing is listening there",
    explanation:
      "The host responded, but no service accepts connections on that port: it is down or restarting, or the host or port is wrong.",
    checks: [
      "Whether the service was up at that time, and the port it listens on",
      "The connection's host and port in this environment",
    ],
    fixes: ["Start the service, or fix the host and port", "Retry with backoff if it is just restarting"],
  },
  {
    id: "http/connect-timeout",
    title: "HTTP connect timeout",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Connection to (?<host>[^\s]{1,200}) timed out\. \(connect timeout=(?:None|(?<seconds>[\d.]{1,12}))\)/,
        /Connection timeout to host (?:https?:\/\/)?(?<host>[^\s/:'"]{1,200})/,
        /(?:httpx|httpcore)\.ConnectTimeout/,
        /ConnectionPool\(host='(?<host>[^'\n]{1,200})', port=\d{1,5}\): Max retries exceeded with url: [^\s]{1,300} \(Caused by ConnectTimeoutError/,
        /ConnectionPool\(host='(?<host>[^'\n]{1,200})', port=\d{1,5}\): Max retries exceeded with url: [^\s]{1,300} \(Caused by NewConnectionError\([^\n]{1,160}\[(?:Errno|WinError) (?:110|60|10060)\]/,
      ],
    },
    rootCause: "The connection[[ to `{host}`]] timed out[[ after {seconds} s]]",
    explanation:
      "Packets to the service got no response: a firewall drops them, the host is down or overloaded, or the address is wrong.",
    checks: [
      "Whether the worker can reach the host and port at all (firewall, proxy, VPN)",
      "Whether the service was overloaded at that time",
    ],
    fixes: ["Retry with backoff", "Open the network path, or fix the address"],
  },
  {
    id: "http/read-timeout",
    title: "HTTP read timeout",
    category: "network_timeout",
    alternatives: ["infrastructure", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /ConnectionPool\(host='(?<host>[^'\n]{1,200})', port=\d{1,5}\): (?:Max retries exceeded with url: [^\s]{1,300} \(Caused by ReadTimeoutError\("[^"\n]{0,200})?Read timed out\.(?: \(read timeout=(?:None|(?<seconds>[\d.]{1,12}))\))?/,
        /Read timed out\. \(read timeout=(?:None|(?<seconds>[\d.]{1,12}))\)/,
        /(?:httpx|httpcore)\.(?:ReadTimeout|WriteTimeout|PoolTimeout)/,
        /Timeout on reading data from socket/,
        /The read operation timed out/,
        /timeout of (?<milliseconds>\d{2,9})ms exceeded/,
      ],
      not: [/snowflake/],
      names: [/timeout of (?<milliseconds>\d{2,9})ms exceeded/, /with url: (?<path>\/[^\s?]{1,200})/],
    },
    rootCause:
      "The service[[ `{host}`]] accepted the request[[ to `{path}`]] but did not answer in time[[ ({seconds} s)]][[ ({milliseconds} ms)]]",
    explanation:
      "The connection was up, but nothing arrived for as long as the client waits. The service is slow or overloaded, or the request asks for too much.",
    checks: [
      "How long this call usually takes, and how much it requests",
      "The service's load and status at that time",
    ],
    fixes: [
      "Retry with backoff; request smaller pages or shorter time ranges",
      "Raise the client's read timeout",
    ],
  },
  {
    id: "http/remote-disconnected",
    title: "HTTP service closed the connection without a response",
    category: "network_timeout",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Remote end closed connection without response/,
        /Server disconnected(?: without sending a response)?/,
        /ServerDisconnectedError/,
        /(?:httpx|httpcore)\.(?:ReadError|WriteError|CloseError)\b/,
        /NoHttpResponseException: (?<host>[\w.-]{1,200})/,
        /socket hang up/,
        /websockets?\.exceptions\.ConnectionClosed(?:Error|OK)?: (?<reason>[^\n]{1,120})/,
      ],
      not: [/SSH|sftp|SMTP/],
    },
    rootCause: "The service[[ `{host}`]] closed the connection without a response",
    explanation:
      "The service or a proxy closed the connection before responding: it restarted, its worker died, or a kept-alive connection had already been closed at the other end.",
    checks: ["Whether the service restarted at that time, and whether only requests after a pause fail"],
    fixes: [
      "Retry the call; use a session that retries",
      "Keep connections alive for less time than the service does",
    ],
  },
  {
    id: "http/incomplete-response",
    title: "HTTP response incomplete",
    category: "network_timeout",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /IncompleteRead\((?<read>\d{1,15}) bytes read(?:, (?<missing>\d{1,15}) more expected)?\)/,
        /Response payload is not completed/,
        /Response ended prematurely/,
        /peer closed connection without sending complete message body/,
        /Connection broken: (?<reason>[^\n]{1,120})/,
        /transfer closed with (?<missing>\d{1,15}) bytes remaining to read/,
      ],
    },
    rootCause: "The response was cut off[[: {missing} bytes were missing]]",
    explanation:
      "The connection ended while the body was being read: the service or a proxy cut off a long transfer, or the network failed.",
    checks: ["Size and duration of the transfer, and timeouts of proxies in between"],
    fixes: ["Retry, and resume large files where they stopped (`Range`)", "Fetch smaller chunks"],
  },
  {
    id: "http/proxy",
    title: "Proxy unreachable or rejecting the request",
    category: "configuration",
    alternatives: ["network_timeout", "auth_permission"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?:Cannot|Unable to) connect to proxy/,
        /Tunnel connection failed: (?<status>\d{3}) (?<reason>[^'")\n]{1,80})/,
        /(?:Could not|Couldn't) resolve proxy:? ?(?<proxy>[\w.-]{0,200})/,
        /Received HTTP code (?<status>\d{3}) from proxy after CONNECT/,
      ],
      names: [
        /Tunnel connection failed: (?<status>\d{3}) (?<reason>[^'")\n]{1,80})/,
        /host='(?<host>[^'\n]{1,200})'/,
      ],
    },
    rootCause: "The proxy refused the connection[[ to `{host}`]][[: {status}]][[ {reason}]]",
    explanation:
      "`HTTPS_PROXY` or the client's settings route the request through a proxy that is unreachable, requires a login (407) or forbids the target (403).",
    checks: [
      "`HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` on the worker",
      "Whether the target should go through the proxy at all",
    ],
    fixes: [
      "For 407 enter the current user and password in `HTTPS_PROXY`; for 403 have the proxy allow[[ `{host}`]] the target",
      "Add internal hosts to `NO_PROXY`, or correct the proxy's address",
    ],
  },
  {
    id: "http/too-many-redirects",
    title: "HTTP redirect loop",
    category: "configuration",
    alternatives: ["auth_permission", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Exceeded (?<count>\d{1,4}) redirects\./,
        /Exceeded maximum allowed redirects/,
        /Maximum \(\d{1,4}\) redirects followed/,
      ],
    },
    rootCause: "The service redirects in a loop",
    explanation:
      "The URLs redirect to each other: usually a login page that expects a cookie, or http and https that point to each other.",
    checks: ["The redirect chain (`curl -vL`), and whether it goes through a login"],
    fixes: ["Use the final URL, and send the login that the service requires"],
  },
  {
    id: "http/invalid-url",
    title: "Invalid URL",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid URL '?(?<url>[^'\n]{0,200}?)'?: No (?:scheme|schema|host) supplied/,
        /No connection adapters were found for (?<url>[^\n]{1,200})/,
        /Request URL is missing an? '?http:\/\/'? or '?https:\/\/'? protocol/,
        /Request URL has an unsupported protocol '(?<url>[^'\n]{0,60})'/,
        /nonnumeric port: '(?<url>[^'\n]{0,100})'/,
        /unknown url type: (?<url>[^\n]{1,200})/,
        /Failed to parse: (?<url>(?:https?:)?[^\s]{1,200})/,
      ],
    },
    rootCause: "The URL is invalid[[: `{url}`]]",
    explanation:
      "Part of the URL is missing or wrong: no `https://`, an empty host, quotes or spaces around it, usually because a setting is unset or was concatenated wrong.",
    checks: ["Where the URL comes from, and its value on this worker"],
    fixes: [
      "Set the base URL with its scheme in the connection or variable",
      "Join the parts with `urljoin`",
    ],
  },
  {
    id: "http/invalid-header",
    title: "Invalid HTTP header value",
    category: "configuration",
    alternatives: ["code_bug", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Header (?:value|part) \((?<value>None|[^()\n]{1,60})\) from \{?\(?'(?<header>[\w-]{1,60})'/,
        /Header value must be str or bytes, not (?<value><class '\w{1,30}'>)/,
        /Invalid (?:leading whitespace|return character or leading space)[^\n]{0,80} in header(?: value)?:? ?(?<header>[\w-]{0,60})/,
        /Illegal header value (?<value>b'[^'\n]{0,20})/,
      ],
    },
    rootCause: "The value of the request header[[ `{header}`]] is invalid[[: it is {value}]]",
    explanation:
      "A header must be text without line breaks. `None` comes from an unset token, a line break from a secret stored with one.",
    checks: ["Where the header's value comes from; whether the secret ends with a line break"],
    fixes: [
      "Set the variable or secret from which the header[[ `{header}`]] comes; `None` means that it is unset",
      "Strip the value before use: a secret stored with a line break is refused",
    ],
  },
  {
    id: "http/not-json",
    title: "HTTP response is not JSON",
    category: "upstream_missing_data",
    alternatives: ["auth_permission", "data_quality", "network_timeout"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Attempt to decode JSON with unexpected mimetype: (?<type>[\w/+.;= -]{0,60})(?:', url=(?:URL\()?'https?:\/\/(?<host>[^\s/:?#']{1,200}))?/,
      ],
    },
    rootCause: "The service[[ `{host}`]] returned something other than JSON[[ ({type})]]",
    explanation:
      "The response was not JSON data; usually it is an HTML page with status 200: an error page, a login form or a maintenance notice.",
    checks: ["The first characters of the response", "Whether the login is still valid and the URL is right"],
    fixes: [
      "Check the status and content type before parsing",
      "Renew the login, or retry after maintenance",
    ],
  },
  {
    id: "http/oauth",
    title: "OAuth token rejected or expired",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\((?<code>invalid_grant|invalid_client|unauthorized_client|token_expired|invalid_token|invalid_scope|missing_token)\)/,
        /["']error["']: ?["'](?<code>invalid_grant|invalid_client|unauthorized_client|invalid_token|token_expired|invalid_scope)["']/,
        /'error': '(?<code>invalid_auth|not_authed|token_revoked|token_expired|account_inactive|missing_scope|no_permission)'/,
        /(?<code>ExpiredSignatureError): Signature has expired/,
      ],
      not: [/google\.auth|gcloud|AADSTS|snowflake/],
      names: [
        /(?:for|url:?) https?:\/\/(?<host>[^\s/:?#'"@]{3,200})/,
        /\((?:invalid_grant|invalid_client|invalid_scope|unauthorized_client|invalid_token|token_expired)\) (?<reason>[^\n]{3,120})/,
      ],
    },
    rootCause: "The service[[ `{host}`]] rejected the token or the client ({code})[[: {reason}]]",
    explanation:
      "`invalid_grant`: the refresh token or password is wrong, used up or expired; `invalid_client`: the client id or secret is wrong; `invalid_scope`: the request asks for more than was granted.",
    checks: [
      "The connection's client id, secret and refresh token, and when they were created",
      "Whether another task uses the same refresh token, which some services replace on every use",
    ],
    fixes: ["Log in again and store the new token", "Renew the client secret"],
  },
  {
    id: "vault/denied",
    title: "Vault denied access to the secret",
    category: "auth_permission",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/hvac\.exceptions\.(?<kind>Forbidden|Unauthorized|InvalidRequest): (?<reason>[^\n,]{1,160})/],
      names: [/(?:on|for) (?:get|put|post|list) (?<url>https?:\/\/[^\s'"]{3,200})/],
      not: [/VaultDown|VaultNotInitialized|InvalidPath/],
    },
    rootCause: "Vault denies the secret[[ {url}]]: {reason}",
    explanation: "The token has expired, or its policy does not cover the path.",
    checks: ["The token's TTL and policy, and the secret's path and mount point"],
    fixes: [
      "Renew the token, or let the task log in with its role (Kubernetes or AppRole auth)",
      "Allow `read` on the path in the role's policy (KV version 2 paths contain `data/`)",
    ],
  },
  {
    id: "vault/no-such-path",
    title: "Vault has nothing at that path",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/hvac\.exceptions\.InvalidPath\b/],
      names: [/on (?:get|put|post|list) (?<url>https?:\/\/[^\s'"]{3,200})/],
    },
    rootCause: "Vault has no secret at the path[[ {url}]]",
    explanation:
      "The secret was never written there, was deleted, or the mount point or KV version is wrong: paths of version 2 contain `data/`.",
    checks: [
      "`vault kv list` on the folder above, and `vault secrets list -detailed` for the version of the mount",
    ],
    fixes: [
      "Correct path or `mount_point` in the task's settings, or the `kv_engine_version`",
      "Write the secret: `vault kv put MOUNT/PATH key=…`",
    ],
  },
  {
    id: "vault/down",
    title: "Vault is sealed or unavailable",
    category: "infrastructure",
    alternatives: ["network_timeout", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /hvac\.exceptions\.(?<reason>VaultDown|VaultNotInitialized|VaultError)\b/,
        /\* (?<reason>Vault is sealed)/,
      ],
    },
    rootCause: "Vault cannot answer ({reason})",
    explanation:
      "Vault is sealed after a restart, not initialized, or has no active node; until an operator unseals it, nobody gets secrets.",
    checks: ["`vault status`: `Sealed`, `HA Mode`"],
    fixes: [
      "Have Vault unsealed (`vault operator unseal`) or its auto-unseal key service repaired, then run the task again",
    ],
  },
];
