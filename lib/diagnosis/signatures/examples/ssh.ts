import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sshExamples: SignatureExamples = {
  "ssh/authentication-failed": {
    examples: [
      { text: "paramiko.ssh_exception.AuthenticationException: Authentication failed." },
      {
        text: "deploy@sftp.example.com: Permission denied (publickey,password).",
        captures: { methods: "publickey,password" },
      },
    ],
    nearMisses: [{ text: "PermissionError: [Errno 13] Permission denied: '/data'" }],
  },
  "ssh/host-key": {
    examples: [{ text: "Host key verification failed." }],
    nearMisses: [{ text: "host key accepted" }],
  },
  "ssh/host-key-unknown": {
    examples: [
      {
        text: "paramiko.ssh_exception.SSHException: Server 'files.example.com' not found in known_hosts",
        captures: { host: "files.example.com" },
      },
      {
        text: "paramiko.ssh_exception.SSHException: Server 'sftp.example.com' not found in known_hosts",
        captures: { host: "sftp.example.com" },
      },
    ],
    nearMisses: [{ text: "Host key verification failed." }],
  },
  "ssh/key-invalid": {
    examples: [
      { text: "paramiko.ssh_exception.SSHException: not a valid RSA private key file" },
      { text: "paramiko.ssh_exception.PasswordRequiredException: Private key file is encrypted" },
    ],
    nearMisses: [{ text: "paramiko.ssh_exception.AuthenticationException: Authentication failed." }],
  },
  "ssh/no-connection": {
    examples: [
      {
        text: "paramiko.ssh_exception.NoValidConnectionsError: [Errno None] Unable to connect to port 22 on 10.0.4.9",
        captures: { port: "22", host: "10.0.4.9" },
      },
      { text: "paramiko.ssh_exception.SSHException: Error reading SSH protocol banner" },
    ],
    nearMisses: [{ text: "Connected (version 2.0, client OpenSSH_8.9)" }],
  },
  "ssh/connection-lost": {
    examples: [
      { text: "paramiko.ssh_exception.SSHException: SSH session not active" },
      { text: "paramiko.ssh_exception.SSHException: Server connection dropped: " },
    ],
    nearMisses: [{ text: "SSH session started" }],
  },
  "ssh/command-timeout": {
    examples: [{ text: "airflow.exceptions.AirflowException: SSH command timed out" }],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: SSH operator error: exit status = 1" }],
  },
  "ssh/remote-exit": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: SSH operator error: exit status = 1",
        captures: { code: "1" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: SSH operator error: exit status = 127" }],
  },
  "ssh/settings-missing": {
    examples: [
      {
        text: "FileNotFoundError: [Errno 2] No such file or directory: '/home/airflow/.ssh/harbour_key'",
        captures: { file: "/home/airflow/.ssh/harbour_key" },
      },
      { text: "Warning: Identity file /keys/harbour not accessible: No such file or directory." },
    ],
    nearMisses: [
      { text: "FileNotFoundError: [Errno 2] No such file or directory: '/data/known_crates.csv'" },
    ],
  },
  "sftp/no-such-file": {
    examples: [
      {
        text: "FileNotFoundError: [Errno 2] No such file",
        frames: ["/usr/local/lib/python3.11/site-packages/paramiko/sftp_client.py"],
      },
    ],
    nearMisses: [
      {
        text: "FileNotFoundError: [Errno 2] No such file or directory: 'orders.csv'",
        frames: ["/app/load.py"],
      },
    ],
  },
};
