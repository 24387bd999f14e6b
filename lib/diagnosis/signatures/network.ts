import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** DNS, TLS, sockets, curl exit codes, gRPC statuses, bare timeouts. */
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
        /(?:Nombre o servicio desconocido|Fallo temporal en la resolución del nombre|Nome ou serviço desconhecido|Nom ou service inconnu|Échec temporaire dans la résolution du nom|Der Name oder der Dienst ist nicht bekannt|Temporärer Fehler bei der Namensauflösung|Nome o servizio sconosciuto|Неизвестное имя или служба|Временный сбой в разрешении имен|未知的名称或服务|域名解析暂时失败|名前またはサービスが不明です|İsim ya da servis bilinmiyor|Ta nazwa lub usługa jest nieznana)/,
      ],
      not: [
        /Code: 210\./,
        /no se pudo traducir el nombre|konnte Hostnamen|n'a pas pu traduire|conversione del nome host|преобразовать имя/,
      ],
    },
    rootCause: "The host name[[ `{host}`]] does not resolve",
    explanation:
      "`Name or service not known` means that DNS has no such name: it is misspelled, empty, or only known inside another network. `Temporary failure` means that no name server responded.",
    checks: [
      "On the worker: `getent hosts[[ {host}]]`, and `cat /etc/resolv.conf`",
      "Whether other tasks on that worker failed the same way at that time",
    ],
    fixes: [
      "Correct the host name in the connection or setting[[ (now `{host}`)]]: no scheme, no space, the full name of the service",
      "If the name is known only in another network (compose service, private zone, VPN), run the task there or use its public name",
      "If the name server failed briefly (`Temporary failure`), retry",
    ],
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
        /curl: \((?<code>7|28)\) Failed to connect to (?<host>[^\s]{1,200}) port (?<port>\d{1,5})(?: after \d{1,9} ms)?(?:: (?<reason>[^\n]{1,120}))?/,
        /curl: \((?<code>7|28|52|56|92|16)\) (?<reason>[^\n]{1,160})/,
        /Failed to connect to (?<host>[\w.-]{1,200}) port (?<port>\d{1,5})(?: after \d{1,9} ms)?: (?<reason>[^\n]{1,100})/,
      ],
      not: [/from proxy after CONNECT/],
    },
    rootCause: "curl's connection[[ to `{host}`]][[ port {port}]] failed[[: {reason}]]",
    explanation:
      "7: nothing is listening there or the path is blocked; 28: timeout; 52: empty response; 56: the connection dropped while receiving data.",
    checks: [
      "From the worker: `curl -v[[ telnet://{host}:{port}]]` or `nc -vz[[ {host} {port}]]`",
      "Whether the service was up at that time",
    ],
    fixes: [
      "If nothing listens (code 7), start the service or correct the host and port",
      "If it timed out (28), open the path from the worker, or raise `--connect-timeout` and `--max-time`",
      "Retry: `curl --retry 5 --retry-all-errors`",
    ],
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
      also: [/(?:host='|connect to host )(?<host>[\w.-]{3,200})|$/],
      not: [/execution_timeout|AirflowTaskTimeout|QueuePool/],
    },
    rootCause: "The task gave up waiting for a response[[ from `{host}`]][[ after {milliseconds} ms]]",
    explanation:
      "A timeout set in the code or a library ended the wait. The frames above the error show what it was waiting for: a connection, a response, a lock.",
    checks: [
      "The last frames of the traceback: which call waited, and with which timeout",
      "How long that call usually takes",
    ],
    fixes: [
      "Retry with backoff",
      "Find out why the other side is slow (its load, a lock, a large request)",
      "Raise the timeout in the call on the last frame if the wait is legitimate",
    ],
  },
  {
    id: "git/authentication",
    title: "Git server rejected the login",
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
      "The Git server rejected the login[[ for {repository}]], or hides the repository from this account",
    explanation:
      "The token expired or may not read the repository; servers also say `not found` when permissions are missing.",
    checks: ["Expiry and scope of the token, and the repository URL"],
    fixes: [
      "Renew the token or deploy key that the task uses[[ for {repository}]] and give it read access to the repository",
      "Test it: `git ls-remote[[ {repository}]]`",
      "Correct the URL if the repository was moved",
    ],
  },
  {
    id: "grpc/unavailable",
    title: "gRPC service unavailable",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /StatusCode\.(?<status>UNAVAILABLE|DEADLINE_EXCEEDED)\b/,
        /failed to connect to all addresses/,
        /rpc error: code = (?<status>Unavailable|DeadlineExceeded) desc = (?<reason>[^\n]{1,160})/,
        /Status(?:Runtime)?Exception: (?<status>UNAVAILABLE|DEADLINE_EXCEEDED): (?<reason>[^\n;]{1,120})/,
      ],
      also: [
        /details = "(?<details>[^"\n]{0,200})|desc = |all addresses|Status(?:Runtime)?Exception: /,
        /ipv[46]:(?<address>[\w.:%[\]-]{3,60}?):? Failed to connect|$/,
      ],
      not: [/google\.api_core|result is ambiguous/],
    },
    rootCause:
      "The gRPC service[[ at {address}]] did not respond[[ ({status})]][[: {details}]][[: {reason}]]",
    explanation:
      "None of the service's addresses accepted a connection, or the call did not finish before its deadline.",
    checks: ["The service's address and port, TLS on one side only, proxies that do not support HTTP/2"],
    fixes: [
      "Retry with backoff (a retry policy in the channel's service config)",
      "Correct the address and port[[ (now {address})]]; use `secure_channel` for a TLS port",
      "For DEADLINE_EXCEEDED, raise the call's `timeout` or find out why the server is slow",
    ],
  },
  {
    id: "grpc/message-too-large",
    title: "gRPC message too large",
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
    rootCause: "A message of {size} bytes exceeds the limit of {limit}",
    explanation: "gRPC allows 4 MiB per message by default; a higher limit must be configured.",
    checks: ["What grew: the number of rows or the size of one"],
    fixes: [
      'Raise the receiver\'s limit above {size}: `options=[("grpc.max_receive_message_length", …)]` (and `grpc.max_send_message_length` on the sender)',
      "Or send smaller batches",
    ],
  },
  {
    id: "os/connection-refused",
    title: "Connection refused",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "hint",
    transience: "intermittent",
    match: {
      message: [
        /\[Errno (?:111|61)\] Connection refused/,
        /\bECONNREFUSED\b(?: (?<address>[\d.:]{3,50}))?/,
        /Connection refused(?: \(Connection refused\))?/,
        /(?:Conexión rehusada|Connexion refusée|Verbindungsaufbau abgelehnt|Connessione rifiutata|Conexão recusada|В соединении отказано|接続を拒否されました|Połączenie odrzucone|Bağlantı reddedildi)/,
        /(?:拒绝连接|연결이 거부됨)/,
      ],
      not: [/localhost|127\.0\.0\.1|::1/, /WinError|10061/],
    },
    rootCause: "The server refused the connection: nothing is listening[[ at {address}]]",
    explanation:
      "The host responded, but no service accepts connections on that port: it is down or restarting, or the port or host is wrong.",
    checks: [
      "From the worker: `nc -vz HOST PORT`[[ ({address})]]",
      "Whether the service was up and on which port it listens (`ss -ltnp` on its host)",
    ],
    fixes: [
      "Start the service[[ at {address}]], or wait until it has started (a health check before the task)",
      "Correct the host and port in the connection",
      "Retry with backoff if it was only restarting",
    ],
  },
  {
    id: "os/connection-refused-local",
    title: "Connection to localhost refused",
    category: "configuration",
    alternatives: ["network_timeout"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/Connection refused|ECONNREFUSED|actively refused it/],
      not: [/WinError 10061|\/10061|\(10061\)/],
      also: [
        /localhost|127\.0\.0\.1|\(::1\)|\[::1\]|::1:/,
        /\bport[= ](?<port>\d{2,5})|$/,
        /(?:localhost|127\.0\.0\.1):(?<port>\d{2,5})|$/,
      ],
    },
    rootCause: "The task connects to `localhost`[[ port {port}]], where nothing is listening",
    explanation:
      "Inside a container or on a worker, `localhost` is that container or worker itself. The service most likely runs elsewhere.",
    checks: [
      "The host in the connection as the worker sees it (`env`, the Airflow connection)",
      "Whether the service is meant to run beside the task (sidecar, SSH tunnel, emulator)",
    ],
    fixes: [
      "Use the service's host name (compose service, Kubernetes service, server name) instead of `localhost`; inside a container, `localhost` is that container",
      "For a tunnel or sidecar[[ on port {port}]], start it before the task; for a service on the container's host, use `host.docker.internal`",
    ],
  },
  {
    id: "os/connection-reset",
    title: "Connection reset by peer",
    category: "network_timeout",
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /\[Errno 104\]/,
        /Connection reset by peer/,
        /\bECONNRESET\b/,
        /\[Errno 32\] Broken pipe/,
        /\bEPIPE\b/,
        /Connection aborted/,
        /(?:Conexión reinicializada por la máquina remota|Conexão fechada pela outra ponta|Connexion ré-initialisée par le correspondant|Die Verbindung wurde vom Kommunikationspartner zurückgesetzt|Connessione interrotta dal corrispondente|Соединение разорвано другой стороной|连接被对方重设|接続が相手からリセットされました|Bağlantı karşıdan kesildi|Połączenie zerwane przez drugą stronę)/,
      ],
      also: [/host='(?<host>[^'\n]{3,200})'|$/],
    },
    rootCause: "The other side[[ ({host})]] closed the connection while it was in use",
    explanation:
      "The peer, or a proxy, load balancer or firewall in between, reset the connection: it restarted, crashed or dropped an idle connection.",
    checks: ["The service's log at that time; idle timeouts of load balancers in between"],
    fixes: [
      "Retry with backoff",
      "If it happens after idle time, set keep-alive or recycle connections sooner than the load balancer's idle timeout",
      "If it happens on large requests, send smaller ones",
    ],
  },
  {
    id: "os/network-unreachable",
    title: "Network or host unreachable",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /\[Errno (?:101|113)\]/,
        /Network is unreachable/,
        /No route to host/,
        /\bEHOSTUNREACH\b/,
        /(?:La red es inaccesible|A rede está fora de alcance|Le réseau n'est pas accessible|Das Netzwerk ist nicht erreichbar|Keine Route zum Zielrechner|La rete non è raggiungibile|Сеть недоступна|Нет маршрута до узла|没有到主机的路由|ホストへの経路がありません)/,
      ],
      also: [
        /(?:host='|connect to host |EHOSTUNREACH |connection to server at ")(?<address>[\w.:-]{3,200})|$/,
      ],
    },
    rootCause: "The worker has no network route to the host[[ {address}]]",
    explanation: "Routing, a firewall or a missing VPN keeps the worker from that network.",
    checks: ["From the worker: `ip route get ADDRESS`, `traceroute`; whether the VPN is up"],
    fixes: [
      "Open the route, peering or firewall from the worker's subnet[[ to {address}]], or start the VPN",
      "Run the task in a network that reaches it",
      "If the address is IPv6 and the worker has none, use the IPv4 address",
    ],
  },
  {
    id: "os/connection-timed-out",
    title: "Connection timed out",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /\[Errno (?:110|60)\]/,
        /\bETIMEDOUT\b/,
        /Connection timed out/,
        /(?:Expiró el tiempo de conexión|Tempo esgotado para conexão|Connexion terminée par expiration du délai d'attente|Die Wartezeit für die Verbindung ist abgelaufen|Connessione scaduta|Время ожидания соединения истекло|连接超时|接続がタイムアウトしました|Bağlantıda zaman aşımı|Przekroczony czas oczekiwania na połączenie)/,
      ],
      also: [/(?:host='|connect to host |ETIMEDOUT |connection to server at ")(?<address>[\w.:-]{3,200})|$/],
    },
    rootCause: "The connection[[ to {address}]] timed out: no packet came back",
    explanation:
      "The packets got no response at all: a firewall drops them, the host is down, or the address is wrong.",
    checks: [
      "From the worker: `nc -vz HOST PORT`[[ ({address})]]",
      "Security group, firewall and allow list on the way; whether the worker's address changed",
    ],
    fixes: [
      "Open the port from the worker's network (security group, firewall, IP allow list of the service)",
      "Correct the address",
      "Retry if the host was down for a moment",
    ],
  },
];
