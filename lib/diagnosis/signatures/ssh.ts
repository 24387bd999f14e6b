import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** SSH and SFTP: paramiko, OpenSSH, Airflow's operators. */
export const sshSignatures: Signature[] = [
  {
    id: "ssh/authentication-failed",
    title: "SSH login failed",
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
    rootCause: "The SSH server rejected the login[[ (it accepts: {methods})]]",
    explanation:
      "The user, key or password was rejected: the key is not in the user's authorized keys, was rotated, or password login is disabled.",
    checks: ["The connection's user and key, by hand with `ssh -v` from the worker"],
    fixes: [
      "Test it as the task's user: `ssh -v USER@HOST`; it lists which keys were offered",
      "Put the task's public key into `~/.ssh/authorized_keys` of that user on the server, or correct the key or password in the connection",
      'For an old server, pass paramiko `disabled_algorithms={"pubkeys": ["rsa-sha2-256", "rsa-sha2-512"]}`',
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow-providers-ssh/stable/connections/ssh.html"],
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
        /REMOTE HOST IDENTIFICATION HAS CHANGED/,
        /Host key for server '?(?<host>[\w.-]+)'? does not match/,
        /Host key verification failed/,
      ],
      also: [/Host key for (?<name>[\w.[\]:-]{3,200}) has changed|$/],
    },
    rootCause: "The SSH server's host key[[ ({host})]] is not the one recorded in `known_hosts`",
    explanation:
      "The server's host key does not match the one recorded here: the server was rebuilt, its address now belongs to another machine, or the key was never recorded.",
    checks: ["With the server's owner whether its key changed"],
    fixes: [
      "Ask the server's owner whether the key changed; if so, replace it: `ssh-keygen -R[[ {host}]]`, then `ssh-keyscan[[ {host}]] >> known_hosts`",
      "In Airflow, put the new key into the connection's `host_key`",
    ],
  },
  {
    id: "ssh/host-key-unknown",
    title: "SSH host key not recorded",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Server '(?<host>[^'\n]+)' not found in known_hosts/,
        /No hostkey for host (?<host>[\w.-]+) found/,
      ],
    },
    rootCause: "The host key of `{host}` is not in `known_hosts` where the task runs",
    explanation:
      "The client refuses servers whose key it does not know; the file of another user or machine does not count.",
    checks: ["`ssh-keygen -F {host}` as the task's user"],
    fixes: [
      "Record the key once it is confirmed: `ssh-keyscan {host} >> ~/.ssh/known_hosts` (in the image or a mounted file)",
      "In Airflow, put the key into the connection's `host_key`",
    ],
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
    rootCause: "The SSH private key cannot be read[[: {reason}]]",
    explanation:
      "The key has a different format than expected, is encrypted and no passphrase was given, lost its line breaks, or its file is readable by others.",
    checks: ["The key's first line, its line breaks in the connection, and the file's mode"],
    fixes: [
      "Store the key with its line breaks (in JSON as `\\n`), in the format that the client reads; convert it: `ssh-keygen -p -m PEM -f KEY`",
      "`chmod 600` the file; pass the passphrase if it has one",
    ],
  },
  {
    id: "ssh/no-connection",
    title: "SSH server unreachable",
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
    rootCause: "The connection to the SSH server failed[[: {host}]][[, {reason}]]",
    explanation:
      "Nothing responded as an SSH server at that address: it is down, too busy, blocked by a firewall, or the address is wrong.",
    checks: ["Host and port, and whether the worker's address may connect"],
    fixes: [
      "From the worker: `nc -vz[[ {host}]] 22`; open the port or have the worker's address allowed",
      "Correct host and port in the connection",
      "Retry if the server was restarting",
    ],
  },
  {
    id: "ssh/connection-lost",
    title: "SSH connection lost",
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
    rootCause: "The SSH connection was lost[[: {reason}]]",
    explanation: "The server or something in between closed the connection, often after a long idle time.",
    checks: ["Idle timeouts in between, and the server's log"],
    fixes: [
      "Retry; set `keepalive_interval=30` (Airflow: in the connection's extras)",
      "If large downloads break off, turn paramiko's prefetch down (`max_concurrent_prefetch_requests`) or use the `sftp` client",
    ],
  },
  {
    id: "ssh/command-timeout",
    title: "SSH command timed out",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: { message: [/SSH command timed out/] },
    rootCause: "The command on the remote machine did not finish in time",
    explanation:
      "Airflow's SSH operator waits `cmd_timeout` seconds (10 by default in older providers) and gives up; the command may keep running remotely.",
    checks: ["How long the command usually takes"],
    fixes: ["Set `cmd_timeout` to what the command needs (None for no limit)"],
    docs: ["https://airflow.apache.org/docs/apache-airflow-providers-ssh/stable/index.html"],
  },
  {
    id: "ssh/remote-exit",
    title: "Remote command failed",
    category: "code_bug",
    alternatives: ["configuration", "missing_dependency", "infrastructure"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/SSH operator error: exit status = (?<code>-?\d+)/],
      not: [/= (?:126|127|137|139|143)\b/],
    },
    rootCause: "The command on the remote machine failed with exit code {code}",
    explanation: "The operator only reports the exit code; the reason is in the command's output above.",
    checks: ["The last lines that the remote command printed"],
    fixes: ["Fix the cause found there"],
  },
  {
    id: "ssh/settings-missing",
    title: "SSH key or known_hosts file not found",
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
    rootCause: "The SSH file `{file}` does not exist for the task's user",
    explanation: "A key or `known_hosts` path does not exist on the worker; a `~` in quotes is not expanded.",
    checks: ["The path in the connection, and the user's home folder on the worker"],
    fixes: ["Use the full path, or mount the file into the worker"],
  },
  {
    id: "sftp/no-such-file",
    title: "File not found on the SFTP server",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/\[Errno 2\] No such file/],
      not: [/known_hosts|\.ssh\//],
      frames: ["paramiko/sftp", "/sftp.py", "pysftp"],
    },
    rootCause: "The file does not exist on the SFTP server",
    explanation:
      "The partner has not delivered it yet, delivered it under another name, or the path is wrong.",
    checks: ["The folder listing, and names and times of earlier deliveries"],
    fixes: ["Wait for it with a sensor; agree on name and time with the partner"],
  },
];
