import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Mail and FTP; SSH and SFTP are in `ssh.ts`. */
export const fileTransferSignatures: Signature[] = [
  {
    id: "smtp/authentication",
    title: "Mail server rejected the login",
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
      names: [/\(\d{3}, b?['"](?:\d\.\d\.\d )?(?<reason>[^\n\\'"]{3,100})/],
    },
    rootCause: "The mail server rejected the login[[ ({code})]][[: {reason}]]",
    explanation:
      "The user or password is wrong, the provider no longer accepts passwords (it requires an app password or OAuth), or login is only offered after STARTTLS.",
    checks: ["User and password of the mail connection", "Whether the provider disabled password logins"],
    fixes: [
      "Use an app password or OAuth, as the provider requires",
      "Enable STARTTLS, and use the right port (587 or 465)",
    ],
  },
  {
    id: "smtp/refused",
    title: "Mail server rejected the message or recipient",
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
    rootCause: "The mail server rejected the message: {reason}",
    explanation:
      "The recipient does not exist, the server does not relay, the message is too large (552), or too many were sent (421, 452).",
    checks: ["Recipients and sender as sent", "Attachment size against the server's limit"],
    fixes: ["Fix the recipients or the sender", "Send a link instead of a large attachment"],
  },
  {
    id: "smtp/connection",
    title: "Mail server unreachable",
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
      "The server closed or refused the connection: that port expects TLS from the start (465), the server is busy, or the worker's address is blocked.",
    checks: [
      "Host, port and TLS setting of the mail connection",
      "Whether the network allows outgoing traffic on port 587 or 465",
    ],
    fixes: ["Use SSL with 465, or STARTTLS with 587", "Retry if it happened once"],
  },
  {
    id: "ftp/login",
    title: "FTP server rejected the login",
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
    rootCause: "The FTP server rejected the login: {reason}",
    explanation: "The user or password is wrong, or the server requires FTP over TLS.",
    checks: ["User and password of the connection", "Whether the server requires TLS"],
    fixes: ["Put the current password into the connection", "Use `FTPSHook` or `ftplib.FTP_TLS`"],
  },
  {
    id: "ftp/file",
    title: "FTP file missing or not permitted",
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
      names: [/\b550[ -](?<file>[\w./ -]{1,200}?): /],
    },
    rootCause: "The FTP server refused the file operation[[ on `{file}`]]: {reason}",
    explanation:
      "550 covers a missing file, a folder in its place and missing permissions alike; the text says which.",
    checks: ["What is in the folder, and the file name with its date and case"],
    fixes: [
      "Check that the file[[ `{file}`]] is there under this name and date (`ls` in an FTP client); wait with a sensor if it arrives later",
      "Correct the path, or have the server's owner grant the permission",
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
      message: [/\b(?<code>42[156])[ -](?<reason>[^\n]{1,120})/],
      not: [/\b(?:452|552)[ -]/],
    },
    rootCause: "The FTP connection failed ({code}): {reason}",
    explanation:
      "421: too many connections or idle too long; 425 and 426: the data connection failed or dropped (active mode behind a firewall).",
    checks: [
      "Passive or active mode, and firewalls in between",
      "How many connections the jobs open at once",
    ],
    fixes: [
      "Use passive mode (`ftp.set_pasv(True)`) for 425 and 426, and open the server's passive ports",
      "For 421 open fewer connections at once and retry with a delay",
    ],
  },
  {
    id: "ftp/disk-full",
    title: "FTP server has no space",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      types: ["error_temp", "error_perm", "error_reply", "error_proto"],
      message: [/\b(?<code>452|552)[ -](?<reason>[^\n]{1,120})/],
    },
    rootCause: "The FTP server has no space left for the file ({code}): {reason}",
    explanation:
      "452 and 552 mean that the server's disk or the account's quota is full; the connection and login are fine.",
    checks: ["Free space or quota of the account on the server"],
    fixes: [
      "Have the server's owner free space or raise the quota, then transfer the file again",
      "Delete files that were already processed",
    ],
  },
];
