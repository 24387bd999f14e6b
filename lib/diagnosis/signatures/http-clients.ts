import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** HTTP requests that got no usable response: requests, urllib3, httpx, aiohttp, urllib, axios, Java, curl; OAuth and Vault. */
export const httpClientSignatures: Signature[] = [
  {
    id: "http/connection-refused",
    title: "HTTP service refuses the connection",
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
    rootCause: "The service[[ at `{host}`]][[ port {port}]] refused the connection: nothing listens there",
    explanation:
      "The host answered, but no service takes connections on that port: it is down or restarting, or host or port are wrong.",
    checks: [
      "Whether the service was up at that time, and the port it listens on",
      "Host and port of the connection in this environment",
    ],
    fixes: [
      "Start the service, or correct host and port",
      "Retry with increasing waits if it merely restarts",
    ],
  },
  {
    id: "http/connect-timeout",
    title: "No connection to the HTTP service in time",
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
    rootCause: "No connection[[ to `{host}`]] could be made[[ in {seconds} s]]",
    explanation:
      "Packets to the service got no answer: a firewall drops them, the host is down or overloaded, or the address is wrong.",
    checks: [
      "Whether the worker reaches host and port at all (firewall, proxy, VPN)",
      "Whether the service was overloaded then",
    ],
    fixes: ["Retry with increasing waits", "Open the way, or correct the address"],
  },
  {
    id: "http/read-timeout",
    title: "HTTP service did not answer in time",
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
    },
    rootCause: "The service[[ `{host}`]] took the request but did not answer in time[[ ({seconds} s)]]",
    explanation:
      "The connection stood; then nothing came for as long as the client waits. The service is slow or overloaded, or the request asks for too much.",
    checks: [
      "How long this call usually takes, and how much it asks for",
      "The service's load and status at that time",
    ],
    fixes: [
      "Retry with increasing waits; ask for smaller pages or shorter spans of time",
      "Raise the client's read time-out",
    ],
  },
  {
    id: "http/remote-disconnected",
    title: "HTTP service closed the connection without an answer",
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
    rootCause: "The service[[ `{host}`]] closed the connection without an answer",
    explanation:
      "The service or a proxy ended the connection before it answered: it restarted, its worker died, or a connection that was kept open had been closed at the other end.",
    checks: ["Whether the service restarted then, and whether only requests after a pause fail"],
    fixes: [
      "Retry the call; use a session that retries",
      "Do not keep connections longer than the service does",
    ],
  },
  {
    id: "http/incomplete-response",
    title: "HTTP answer broke off",
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
    rootCause: "The answer broke off before its end[[: {missing} bytes were missing]]",
    explanation:
      "The connection ended while the body was read: the service or a proxy cut a long transfer off, or the network failed.",
    checks: ["Size and duration of the transfer, and time limits of proxies on the way"],
    fixes: ["Retry, and take up large files where they broke off (`Range`)", "Fetch smaller parts"],
  },
  {
    id: "http/proxy",
    title: "Proxy not reachable or refuses",
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
    },
    rootCause: "The proxy does not let the request through[[: {status} {reason}]]",
    explanation:
      "`HTTPS_PROXY` or the client's settings send the request to a proxy that cannot be reached, wants a login (407), or forbids the target (403).",
    checks: [
      "`HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` of the worker",
      "Whether the target should go through the proxy at all",
    ],
    fixes: [
      "Correct the proxy's address or login",
      "Name internal hosts in `NO_PROXY`, or have the target allowed",
    ],
  },
  {
    id: "http/too-many-redirects",
    title: "HTTP redirects without end",
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
    rootCause: "The service redirects again and again",
    explanation:
      "The addresses lead to each other in a circle, mostly a login page that expects a cookie, or http and https that point to each other.",
    checks: ["The chain of redirects (`curl -vL`), and whether it goes through a login"],
    fixes: ["Use the final address, and send the login that the service asks for"],
  },
  {
    id: "http/invalid-url",
    title: "Address that is no valid URL",
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
    rootCause: "The address is not a valid URL[[: `{url}`]]",
    explanation:
      "A part of the address is missing or wrong: no `https://`, an empty host, quotes or a blank around it, mostly because a setting is unset or was put together wrongly.",
    checks: ["Where the address comes from, and its value on this worker"],
    fixes: [
      "Set the base address with its scheme in the connection or variable",
      "Join the parts with `urljoin`",
    ],
  },
  {
    id: "http/invalid-header",
    title: "Header value that cannot be sent",
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
    rootCause: "The value of header[[ `{header}`]] cannot be sent",
    explanation:
      "A header must be text without line ends. `None` comes from a token that is not set, a line end from a secret that was stored with one.",
    checks: ["Where the header's value comes from; whether the secret ends with a line end"],
    fixes: ["Set the variable or secret", "Strip the value before use"],
  },
  {
    id: "http/not-json",
    title: "HTTP answer is not JSON",
    category: "upstream_missing_data",
    alternatives: ["auth_permission", "data_quality", "network_timeout"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Attempt to decode JSON with unexpected mimetype: (?<type>[\w/+.;= -]{0,60})(?:', url=(?:URL\()?'https?:\/\/(?<host>[^\s/:?#']{1,200}))?/,
      ],
    },
    rootCause: "The service[[ `{host}`]] answered with something other than JSON[[ ({type})]]",
    explanation:
      "An HTML page came in place of data: an error page, a login form or a notice of maintenance, mostly with status 200.",
    checks: ["First characters of the answer", "Whether the login is still valid and the address right"],
    fixes: [
      "Check status and content type before parsing",
      "Renew the login, or retry after the maintenance",
    ],
  },
  {
    id: "http/oauth",
    title: "OAuth token refused or expired",
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
        /(?<code>INVALID_SESSION_ID|INVALID_LOGIN|INVALID_AUTH_HEADER)\b/,
      ],
      not: [/google\.auth|gcloud|AADSTS|snowflake/],
    },
    rootCause: "The service does not accept the token or the client ({code})",
    explanation:
      "`invalid_grant`: the refresh token or password is wrong, used up or expired; `invalid_client`: client id or secret are wrong; `invalid_scope`: more is asked for than was granted.",
    checks: [
      "Client id, secret and refresh token of the connection, and when they were made",
      "Whether another task uses the same refresh token, which some services replace at each use",
    ],
    fixes: ["Log in anew and store the new token", "Renew the client secret"],
  },
  {
    id: "vault/denied",
    title: "Vault denies the secret",
    category: "auth_permission",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /hvac\.exceptions\.(?:Forbidden|Unauthorized|InvalidRequest): (?<reason>[^\n]{1,160})/,
        /hvac\.exceptions\.(?<reason>VaultDown|VaultNotInitialized|VaultError): [^\n]{0,120}/,
        /hvac\.exceptions\.InvalidPath: ?(?<reason>[^\n]{0,160})/,
      ],
    },
    rootCause: "Vault does not give the secret[[: {reason}]]",
    explanation:
      "The token has expired or its policy does not cover the path, the path holds nothing (KV version 2 has `data/` in it), or Vault is sealed.",
    checks: ["The token's life and policy, the path and mount point of the secret"],
    fixes: ["Renew the token or let the task log in by its role", "Correct the path"],
  },
];
