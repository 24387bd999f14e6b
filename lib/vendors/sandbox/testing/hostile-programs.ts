/** What hostile programs are told about their target, as JSON on standard input. */
export interface Target {
  /** A file that holds `secret`, in a folder like the product's data folder. */
  file: string;
  folder: string;
  secret: string;
  /** A port on loopback and a Unix socket that answer with `secret`. */
  port: number;
  socket: string;
  /** The process that started the sandbox, and one beside it. */
  pids: number[];
}

const START = `
import json, os, sys
target = json.load(sys.stdin)
def escaped(what):
    print("ESCAPED", what, flush=True)
def attempt(what, action):
    try:
        found = action()
    except BaseException as error:
        print("refused:", what, type(error).__name__, flush=True)
    else:
        if found is not None and found is not False:
            escaped(what)
`;

/** Python programs that attack the sandbox by name. Each prints `ESCAPED` if it gets anywhere. */
export const HOSTILE_PROGRAMS: Readonly<Record<string, string>> = {
  "reads files": `
home = os.path.expanduser("~root")
for path in ["/etc/passwd", "/etc/shadow", "/etc/hostname", target["file"], "/root", "/home", "/var", "/proc/1/environ", "/proc/self/root/etc/passwd", "/sandbox/../etc/passwd", "/sys/class/net"]:
    attempt(path, lambda: open(path, "rb").read(10) if not os.path.isdir(path) else os.listdir(path) or None)
attempt("walk", lambda: [d for d in os.listdir("/") if d not in ("bin", "sbin", "lib", "lib32", "lib64", "usr", "etc", "dev", "tmp", "sandbox")] or None)
`,
  "reads the environment": `
for name, value in os.environ.items():
    if target["secret"] in value or "KEY" in name or "SECRET" in name or "TOKEN" in name:
        escaped(name)
for pid in ["self", "1", str(os.getppid() if hasattr(os, "getppid") else 1)] + [str(pid) for pid in target["pids"]]:
    attempt("environ of " + pid, lambda: open("/proc/%s/environ" % pid, "rb").read())
`,
  "opens sockets": `
import socket
def talk(family, address, kind=socket.SOCK_STREAM):
    def go():
        s = socket.socket(family, kind)
        s.settimeout(1)
        s.connect(address)
        return True
    return go
attempt("loopback", talk(socket.AF_INET, ("127.0.0.1", target["port"])))
attempt("loopback 6", talk(getattr(socket, "AF_INET6", 10), ("::1", target["port"])))
attempt("internet", talk(socket.AF_INET, ("1.1.1.1", 443)))
attempt("metadata", talk(socket.AF_INET, ("169.254.169.254", 80)))
attempt("datagram", talk(socket.AF_INET, ("8.8.8.8", 53), socket.SOCK_DGRAM))
attempt("unix", talk(getattr(socket, "AF_UNIX", 1), target["socket"]))
attempt("abstract", talk(getattr(socket, "AF_UNIX", 1), "\\0pd-abstract"))
attempt("vsock", lambda: socket.socket(40, socket.SOCK_STREAM))
attempt("netlink", lambda: socket.socket(16, socket.SOCK_RAW))
attempt("packet", lambda: socket.socket(17, socket.SOCK_RAW))
attempt("raw", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))
attempt("resolver", lambda: socket.getaddrinfo("example.com", 443))
`,
  "forks without end": `
count = 0
try:
    while count < 500:
        if os.fork() == 0:
            import time
            time.sleep(30)
            os._exit(0)
        count += 1
except BaseException as error:
    print("stopped after", count, type(error).__name__, flush=True)
if count > 40:
    escaped("%d processes" % count)
`,
  "starts threads without end": `
import threading, time
count = 0
try:
    threading.stack_size(32768)
    while count < 500:
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
        count += 1
except BaseException as error:
    print("stopped after", count, type(error).__name__, flush=True)
if count > 40:
    escaped("%d threads" % count)
os._exit(0)
`,
  "fills the memory": `
held, size = [], 0
try:
    while size < 2_000_000_000:
        held.append(bytearray(b"x") * 10_000_000)
        size += 10_000_000
except BaseException as error:
    held_size, held = size, None
    print("stopped after", held_size, type(error).__name__, flush=True)
    size = held_size
if size > 600_000_000:
    escaped("%d bytes of memory" % size)
`,
  "fills the memory through files": `
def fill(folder):
    size = 0
    try:
        for n in range(1000):
            with open("%s/pd-%d" % (folder, n), "wb") as file:
                for _ in range(100):
                    size += file.write(b"x" * 1_000_000)
    except BaseException as error:
        print("stopped after", size, type(error).__name__, flush=True)
    if size > 40_000_000:
        escaped("%d bytes in %s" % (size, folder))
fill("/tmp")
fill("/dev/shm")
attempt("memfd", lambda: os.memfd_create("x"))
def shm():
    import ctypes
    return ctypes.CDLL(None).shmget(0, 10**9, 0o1600) >= 0
attempt("shmget", shm)
`,
  "never ends": `
import signal
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except BaseException:
        pass
print("started", flush=True)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
`,
  "prints a gigabyte": `
for _ in range(1000):
    sys.stdout.write("x" * 1_000_000)
    sys.stderr.write("y" * 1_000_000)
escaped("output")
`,
  "writes outside": `
for path in ["/etc/pd-x", "/usr/pd-x", "/usr/bin/pd-x", "/sandbox/pd-x", "/pd-x", "/dev/pd-x", target["folder"] + "/pd-x", "/sandbox/../pd-x"]:
    attempt(path, lambda: open(path, "w").write("x"))
attempt("append", lambda: open("/sandbox/input.txt", "a").write("x"))
attempt("remove", lambda: os.remove("/sandbox/input.txt") is None)
def chmod():
    os.chmod("/sandbox/input.txt", 0o777)
    return os.stat("/sandbox/input.txt").st_mode & 0o777 == 0o777
attempt("chmod", chmod)
attempt("device", lambda: os.mknod("/tmp/sda", 0o60666, os.makedev(8, 0)) is None)
`,
  "plays with links": `
for name in [target["file"], "/etc/passwd", "/proc/1/root/etc/passwd"]:
    def through(name=name):
        os.symlink(name, "/tmp/pd-link")
        try:
            return open("/tmp/pd-link").read()
        finally:
            os.remove("/tmp/pd-link")
    attempt("symlink to " + name, through)
    attempt("link to " + name, lambda: os.link(name, "/tmp/pd-hard") is None)
attempt("link in work", lambda: os.symlink(target["file"], "/sandbox/pd-link") is None)
attempt("rename", lambda: os.rename("/sandbox/input.txt", "/tmp/input.txt") is None)
attempt("descriptors", lambda: [n for n in range(3, 64) if os.readlink("/proc/self/fd/%d" % n)] or None)
for n in range(3, 64):
    attempt("descriptor %d" % n, lambda: os.read(n, 1))
`,
  "sends signals": `
import signal
for pid in target["pids"] + [1, 2]:
    attempt("kill %d" % pid, lambda: os.kill(pid, signal.SIGKILL) is None and pid > 2)
attempt("kill parent", lambda: os.kill(os.getppid(), signal.SIGKILL) is None and os.getppid() > 2)
attempt("kill all", lambda: os.kill(-1, signal.SIGTERM) is None and None)
`,
  "looks at other processes": `
for pid in target["pids"] + [os.getppid() if hasattr(os, "getppid") else 1]:
    for what in ["cmdline", "environ", "maps", "mem", "fd/0", "root/etc/passwd", "cwd/package.json"]:
        attempt("%d %s" % (pid, what), lambda: open("/proc/%d/%s" % (pid, what), "rb").read(1))
def trace():
    import ctypes
    return any(ctypes.CDLL(None).ptrace(16, pid, 0, 0) == 0 for pid in target["pids"]) or None
attempt("ptrace", trace)
`,
  "leaves processes behind": `
import subprocess, time
def daemon():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execv("/bin/sleep", ["pd-left-behind-" + str(target["port"]), "300"])
        os._exit(0)
    time.sleep(0.3)
attempt("daemon", daemon)
name = "pd-left-behind-%d" % target["port"]
attempt("session", lambda: subprocess.Popen([name, "300"], executable="/bin/sleep", start_new_session=True) and None)
attempt("background", lambda: subprocess.Popen([name, "301"], executable="/bin/sleep") and None)
print("done")
`,
  "gains rights": `
attempt("setuid", lambda: os.setuid(0) is None)
attempt("setgroups", lambda: os.setgroups([0]) is None)
attempt("chroot", lambda: os.chroot("/tmp") is None)
attempt("nice", lambda: os.nice(-10) is not None)
def call(name, *values):
    def go():
        import ctypes
        result = getattr(ctypes.CDLL(None, use_errno=True), name)(*values)
        return True if result != -1 else None
    return go
attempt("unshare", call("unshare", 0x10000000))
attempt("unshare mounts", call("unshare", 0x00020000))
attempt("mount", call("mount", b"none", b"/tmp", b"tmpfs", 0, None))
attempt("umount", call("umount2", b"/sandbox", 2))
attempt("bpf", call("syscall", 321, 0, 0, 0))
attempt("io_uring", call("syscall", 425, 8, 0))
attempt("keyctl", call("syscall", 250, 0, -3, 0))
attempt("perf", call("syscall", 298, 0, 0, 0, 0, 0))
attempt("x32", call("syscall", 0x40000000 + 39))
attempt("set limits", lambda: __import__("resource").setrlimit(__import__("resource").RLIMIT_AS, (-1, -1)) is None)
attempt("sudo", lambda: __import__("subprocess").run(["sudo", "-n", "id"], check=True) and True)
`,
};

/** The whole program of an attack. */
export function hostileProgram(name: string): string {
  return START + (HOSTILE_PROGRAMS[name] ?? "");
}
