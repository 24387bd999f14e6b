import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const fileTransferExamples: SignatureExamples = {
  "smtp/authentication": {
    examples: [
      {
        text: "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted. For more information, go to\\n5.7.8  https://support.google.com/mail/?p=BadCredentials - gsmtp')",
        captures: { code: "535" },
      },
      { text: "smtplib.SMTPNotSupportedError: SMTP AUTH extension not supported by server." },
    ],
    nearMisses: [
      { text: "smtplib.SMTPRecipientsRefused: {'ops@example.com': (550, b'5.1.1 User unknown')}" },
    ],
  },
  "smtp/refused": {
    examples: [
      {
        text: "smtplib.SMTPRecipientsRefused: {'ops@example.com': (550, b'5.1.1 The email account that you tried to reach does not exist')}",
      },
      {
        text: "smtplib.SMTPDataError: (552, b'5.3.4 Message size exceeds fixed limit')",
        captures: { code: "552" },
      },
    ],
    nearMisses: [
      { text: "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted.')" },
    ],
  },
  "smtp/connection": {
    examples: [
      {
        text: "smtplib.SMTPServerDisconnected: Connection unexpectedly closed",
        captures: { reason: "Connection unexpectedly closed" },
      },
    ],
    nearMisses: [{ text: "aiohttp.client_exceptions.ServerDisconnectedError: Server disconnected" }],
  },
  "ftp/login": {
    examples: [{ text: "ftplib.error_perm: 530 Login incorrect.", captures: { reason: "Login incorrect" } }],
    nearMisses: [{ text: "ftplib.error_perm: 550 Failed to open file." }],
  },
  "ftp/file": {
    examples: [
      {
        text: "ftplib.error_perm: 550 orders_20240501.csv: No such file or directory",
        captures: { reason: "orders_20240501.csv: No such file or directory" },
      },
    ],
    nearMisses: [{ text: "ftplib.error_perm: 530 Login incorrect." }],
  },
  "ftp/connection": {
    examples: [
      {
        text: "ftplib.error_temp: 421 Too many connections (8) from this IP",
        captures: { reason: "Too many connections (8) from this IP" },
      },
      {
        text: "ftplib.error_temp: 425 Failed to establish connection.",
        captures: { reason: "Failed to establish connection" },
      },
    ],
    nearMisses: [{ text: "ftplib.error_perm: 550 Failed to open file." }],
  },
  "ftp/disk-full": {
    examples: [
      {
        text: "ftplib.error_perm: 552 Requested file action aborted. Exceeded storage allocation",
        captures: { code: "552" },
      },
    ],
    nearMisses: [{ text: "ftplib.error_temp: 425 Failed to establish connection." }],
  },
};
