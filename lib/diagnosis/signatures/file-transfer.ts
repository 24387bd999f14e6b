import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Mail and FTP; SSH and SFTP stand in `ssh.ts`. */
export const fileTransferSignatures: Signature[] = [
  {
    id: "smtp/authentication",
    title: "Mail server refuses the login",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[AUTHENTICATIONFAILED\] (?<reason>[^\n]{1,100})/,

        /SMTPAuthenticationError: \((?<code>\d{3}), b?['"](?<reason>[^\n]{1,160})/,
        /Username and Password not accepted/,
        /SmtpClientAuthentication is disabled/,
        /SMTPSenderRefused: \((?<code>530|535|550|551|553), b?['"](?<reason>[^\n]{1,160})/,
        /SMTP AUTH extension not supported by server/,
      ],
    },
    rootCause: "The mail server does not accept the login or sender[[ ({code})]]",
    explanation:
      "User or password are wrong, the provider takes no passwords any more (app password or OAuth are asked for), or login is only offered after STARTTLS.",
    checks: ["User and password of the mail connection", "Whether the provider switched password logins off"],
    fixes: [
      "Use an app password or OAuth as the provider asks",
      "Switch STARTTLS on, and the right port (587 or 465)",
    ],
  },
  {
    id: "smtp/refused",
    title: "Mail server refuses the message or its recipient",
    category: "configuration",
    alternatives: ["data_quality", "rate_limit", "auth_permission"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /SMTPRecipientsRefused: \{(?<reason>[^\n]{1,200})/,
        /SMTPDataError: \((?<code>\d{3}), b?['"](?<reason>[^\n]{1,160})/,
        /SMTPSenderRefused: \((?<code>4\d\d|552|554), b?['"](?<reason>[^\n]{1,160})/,
      ],
    },
    rootCause: "The mail server refused the message: {reason}",
    explanation:
      "The recipient does not exist, the server relays for nobody, the message is too large (552), or too many were sent (421, 452).",
    checks: ["Recipients and sender as they were sent", "Size of the attachments against the server's limit"],
    fixes: ["Correct the recipients or the sender", "Send a link in place of a large attachment"],
  },
  {
    id: "smtp/connection",
    title: "Mail server not reachable",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /SMTPServerDisconnected: (?<reason>[^\n]{1,120})/,
        /SMTPConnectError: \((?<code>-?\d{1,3}), b?['"]?(?<reason>[^\n]{0,120})/,
        /SMTPHeloError: (?<reason>[^\n]{1,120})/,
      ],
    },
    rootCause: "The connection to the mail server failed: {reason}",
    explanation:
      "The server closed the connection or refused it: TLS is expected on that port from the start (465), the server is busy, or the worker's address is blocked.",
    checks: [
      "Host, port and TLS setting of the mail connection",
      "Whether the network lets port 587 or 465 out",
    ],
    fixes: ["Use SSL with 465 or STARTTLS with 587", "Retry if it happened once"],
  },
  {
    id: "ftp/login",
    title: "FTP server refuses the login",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["error_perm", "error_reply"],
      message: [
        /\b530[ -](?<reason>[^\n]{1,120})/,
        /\b532[ -](?<reason>[^\n]{1,120})/,
        /\b(?:534|522)[ -](?<reason>[^\n]{0,80}(?:SSL|TLS)[^\n]{0,80})/,
      ],
    },
    rootCause: "The FTP server does not accept the login: {reason}",
    explanation: "User or password are wrong, or the server asks for FTP over TLS first.",
    checks: ["User and password of the connection", "Whether the server asks for TLS"],
    fixes: ["Put the present password into the connection", "Use `FTPSHook` or `ftplib.FTP_TLS`"],
  },
  {
    id: "ftp/file",
    title: "FTP server: file not there or not allowed",
    category: "upstream_missing_data",
    alternatives: ["auth_permission", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      types: ["error_perm", "error_reply", "error_temp"],
      message: [
        /\b550[ -](?<reason>[^\n]{1,160})/,
        /\b55[13][ -](?<reason>[^\n]{1,120})/,
        /\b450[ -](?<reason>[^\n]{1,120})/,
      ],
    },
    rootCause: "The FTP server does not give or take the file: {reason}",
    explanation:
      "550 covers a file that is not there, a folder in its place and missing rights alike; the text tells which.",
    checks: ["What is in the folder, and the name with its date and case"],
    fixes: [
      "Wait for the file (sensor) if it merely comes later",
      "Correct the path, or have the right given",
    ],
  },
  {
    id: "ftp/connection",
    title: "FTP data connection failed",
    category: "network_timeout",
    alternatives: ["configuration", "resource_exhausted", "rate_limit"],
    strength: "strong",
    transience: "transient",
    match: {
      types: ["error_temp", "error_perm", "error_reply", "error_proto"],
      message: [/\b42[156][ -](?<reason>[^\n]{1,120})/, /\b(?:452|552)[ -](?<reason>[^\n]{1,120})/],
    },
    rootCause: "The FTP transfer failed: {reason}",
    explanation:
      "421: too many connections or idle too long; 425 and 426: the data connection was not made or broke (active mode behind a firewall); 452 and 552: no room left on the server.",
    checks: ["Passive or active mode, and firewalls on the way", "Room on the server"],
    fixes: ["Use passive mode", "Retry; make fewer connections at once"],
  },
];
