import type { Signature } from "@/lib/diagnosis/signatures/signature";

export const sshSignatures: Signature[] = [
  {
    id: "ssh/authentication-failed",
    title: "SSH login refused",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /paramiko\.(?:ssh_exception\.)?(?:AuthenticationException|BadAuthenticationType)/,
        /asyncssh\.(?:misc\.)?PermissionDenied/,
        /Permission denied \((?<methods>(?:publickey|password|keyboard-interactive|gssapi)[^()\n]*)\)/,
        /Bad authentication type; allowed types: (?<methods>[^\n]{1,80})/,
      ],
    },
    rootCause: "The SSH server refused the login[[ (it accepts: {methods})]]",
    explanation:
      "User, key or password are not accepted: the key is not among the user's authorised keys, it was changed, or password login is not allowed.",
    checks: ["User and key of the connection, by hand with `ssh -v` from the worker"],
    fixes: ["Authorise the key for that user, or correct the connection"],
    docs: ["https://airflow.apache.org/docs/apache-airflow-providers-ssh/stable/connections/ssh.html"],
    examples: [
      { text: "paramiko.ssh_exception.AuthenticationException: Authentication failed." },
      {
        text: "deploy@sftp.example.com: Permission denied (publickey,password).",
        captures: { methods: "publickey,password" },
      },
    ],
    nearMisses: [{ text: "PermissionError: [Errno 13] Permission denied: '/data'" }],
  },
  {
    id: "ssh/host-key",
    title: "SSH host key unknown or changed",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Host key verification failed/,
        /REMOTE HOST IDENTIFICATION HAS CHANGED/,
        /Host key for server '?(?<host>[\w.-]+)'? does not match/,
        /Server '(?<host>[^'\n]+)' not found in known_hosts/,
        /No hostkey for host (?<host>[\w.-]+) found/,
      ],
    },
    rootCause: "The SSH server's host key is unknown or changed[[: {host}]]",
    explanation:
      "The key that proves the server's identity is not the one known here: the server was rebuilt, its address now belongs to another, or it was never recorded.",
    checks: ["With the server's owner whether its key changed"],
    fixes: ["Record the new key in the connection or `known_hosts` after it is confirmed"],
    examples: [
      { text: "Host key verification failed." },
      {
        text: "paramiko.ssh_exception.SSHException: Server 'sftp.example.com' not found in known_hosts",
        captures: { host: "sftp.example.com" },
      },
    ],
    nearMisses: [{ text: "host key accepted" }],
  },
  {
    id: "ssh/key-invalid",
    title: "SSH private key cannot be read",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /not a valid (?<kind>RSA|OPENSSH|DSA|EC|ED25519|DSS) private key file/i,
        /Private key file is encrypted|PasswordRequiredException/,
        /Private key provided is not in a valid|invalid format$/m,
        /UNPROTECTED PRIVATE KEY FILE|Bad permissions/,
        /Load key "(?<path>[^"\n]{1,200})": (?<reason>[^\n]{1,80})/,
      ],
    },
    rootCause: "The SSH private key cannot be used[[: {reason}]]",
    explanation:
      "The key has another format than expected, is encrypted without its passphrase being given, lost its line breaks, or its file is readable by others.",
    checks: ["First line of the key, its line breaks in the connection, and the file's mode"],
    fixes: ["Store the key in the right format with its line breaks; `chmod 600` for a file"],
    examples: [
      { text: "paramiko.ssh_exception.SSHException: not a valid RSA private key file" },
      { text: "paramiko.ssh_exception.PasswordRequiredException: Private key file is encrypted" },
    ],
    nearMisses: [{ text: "paramiko.ssh_exception.AuthenticationException: Authentication failed." }],
  },
  {
    id: "ssh/no-connection",
    title: "SSH server not reachable",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Unable to connect to port (?<port>\d+) on (?<host>[\w.:-]+)/,
        /Error reading SSH protocol banner/,
        /kex_exchange_identification: (?<reason>[^\n]{1,100})/,
        /ssh: connect to host (?<host>[\w.-]+) port (?<port>\d+): (?<reason>Connection refused|No route to host|Network is unreachable)/,
        /Could not resolve hostname (?<host>[\w.-]+)/,
      ],
    },
    rootCause: "The SSH server did not take the connection[[: {host}]][[, {reason}]]",
    explanation:
      "Nothing answered as an SSH server at that address: it is down, too busy, blocked by a firewall, or the address is wrong.",
    checks: ["Host and port, and whether the worker's address may connect"],
    fixes: ["Retry; open the way or correct the address"],
    examples: [
      {
        text: "paramiko.ssh_exception.NoValidConnectionsError: [Errno None] Unable to connect to port 22 on 10.0.4.9",
        captures: { port: "22", host: "10.0.4.9" },
      },
      { text: "paramiko.ssh_exception.SSHException: Error reading SSH protocol banner" },
    ],
    nearMisses: [{ text: "Connected (version 2.0, client OpenSSH_8.9)" }],
  },
  {
    id: "ssh/connection-lost",
    title: "SSH connection broke",
    category: "network_timeout",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /SSH session not active/,
        /Server connection dropped/,
        /Socket exception: (?<reason>Connection reset|Broken pipe)[^\n]{0,40}/,
        /client_loop: send disconnect/,
        /SSH(?:Exception)?[^\n]{0,40}(?:Channel closed|Timeout opening channel)/,
      ],
    },
    rootCause: "The SSH connection broke in the middle[[: {reason}]]",
    explanation: "The server or something between closed the connection, often after it was idle for long.",
    checks: ["Idle limits on the way, and the server's log"],
    fixes: ["Send keep-alives (`keepalive_interval`), and retry"],
    examples: [
      { text: "paramiko.ssh_exception.SSHException: SSH session not active" },
      { text: "paramiko.ssh_exception.SSHException: Server connection dropped: " },
    ],
    nearMisses: [{ text: "SSH session started" }],
  },
  {
    id: "ssh/command-timeout",
    title: "SSH command took too long",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: { message: [/SSH command timed out/] },
    rootCause: "The command on the remote machine did not end in time",
    explanation:
      "Airflow's SSH operator waits `cmd_timeout` seconds (10 by default in older providers) and gives up; the command may go on there.",
    checks: ["How long the command usually takes"],
    fixes: ["Set `cmd_timeout` to what the command needs (None for no limit)"],
    docs: ["https://airflow.apache.org/docs/apache-airflow-providers-ssh/stable/index.html"],
    examples: [{ text: "airflow.exceptions.AirflowException: SSH command timed out" }],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: SSH operator error: exit status = 1" }],
  },
  {
    id: "ssh/remote-exit",
    title: "Remote command ended with an error",
    category: "code_bug",
    alternatives: ["configuration", "missing_dependency", "infrastructure"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/SSH operator error: exit status = (?<code>-?\d+)/],
      not: [/= (?:126|127|137|139|143)\b/],
    },
    rootCause: "The command on the remote machine ended with exit code {code}",
    explanation: "The operator only reports the exit code; the reason stands in the command's output above.",
    checks: ["The last lines that the remote command printed"],
    fixes: ["Repair the cause found there"],
    examples: [
      {
        text: "airflow.exceptions.AirflowException: SSH operator error: exit status = 1",
        captures: { code: "1" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: SSH operator error: exit status = 127" }],
  },
  {
    id: "ssh/settings-missing",
    title: "File of the SSH settings is not there",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /No such file or directory:? ?['"]{0,2}(?<file>[^'"\n]{0,200}(?:known_hosts|\.ssh\/[\w.-]{1,60}))/,
        /Identity file (?<file>\S{1,200}) not accessible: No such file or directory/,
      ],
    },
    rootCause: "The SSH file `{file}` is not there for the user the task runs as",
    explanation:
      "A key or `known_hosts` is named by a path that the worker does not have; a `~` in quotes stays a `~`.",
    checks: ["The path as the connection gives it, and the home of the user on the worker"],
    fixes: ["Give the whole path, or mount the file into the worker"],
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
  {
    id: "sftp/no-such-file",
    title: "File not on the SFTP server",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/\[Errno 2\] No such file/],
      not: [/known_hosts|\.ssh\//],
      frames: ["paramiko/sftp", "/sftp.py", "pysftp"],
    },
    rootCause: "The file is not on the SFTP server",
    explanation:
      "The partner has not delivered it yet, delivered it under another name, or the path is wrong.",
    checks: ["Listing of the folder, and names and times of earlier deliveries"],
    fixes: ["Wait for it with a sensor; agree on name and time with the partner"],
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
];
