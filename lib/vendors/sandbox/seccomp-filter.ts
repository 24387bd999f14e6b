/** An architecture: its column in the tables below, and what only concerns it. */
interface Architecture {
  column: 0 | 1;
  /** `AUDIT_ARCH_*` of `linux/audit.h`. */
  audit: number;
  /** Calls with this bit belong to another ABI (x32). */
  foreignBit: number | null;
  /** Older calls that only start processes. */
  forks: readonly number[];
}

const ARCHITECTURES: Readonly<Record<string, Architecture>> = {
  x64: { column: 0, audit: 0xc000003e, foreignBit: 0x40000000, forks: [57, 58] },
  arm64: { column: 1, audit: 0xc00000b7, foreignBit: null, forks: [] },
};

/** Numbers of a call on x64 and arm64, from the kernel's `syscall_64.tbl` and `asm-generic/unistd.h`. */
type Numbers = readonly [x64: number, arm64: number];

/**
 * Calls that reach other processes, namespaces and mounts, facilities of the kernel, or memory that no limit covers. The
 * x86 calls for ports and segments need rights that no program here has.
 */
const REFUSED: Readonly<Record<string, Numbers>> = {
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  kcmp: [312, 272],
  pidfd_getfd: [438, 438],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  unshare: [272, 97],
  setns: [308, 268],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  memfd_create: [319, 279],
  memfd_secret: [447, 447],
  shmget: [29, 194],
  shmat: [30, 196],
  shmctl: [31, 195],
  semget: [64, 190],
  msgget: [68, 186],
  mq_open: [240, 180],
  quotactl: [179, 60],
  swapon: [167, 224],
  swapoff: [168, 225],
  reboot: [169, 142],
  acct: [163, 89],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  adjtimex: [159, 171],
  syslog: [103, 116],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  fanotify_init: [300, 262],
  personality: [135, 92],
};
const CLONE: Numbers = [56, 220];
const CLONE3: Numbers = [435, 435];
const SOCKET: Numbers = [41, 198];

const LOAD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_AT_LEAST = 0x35;
const JUMP_ANY_BIT = 0x45;
const RETURN = 0x06;

/** Offsets in `struct seccomp_data`. */
const NUMBER = 0;
const ARCH = 4;
const FIRST_ARGUMENT = 16;

const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const ERRNO = 0x00050000;
const EPERM = ERRNO | 1;
const ENOSYS = ERRNO | 38;
const EAFNOSUPPORT = ERRNO | 97;

const CLONE_THREAD = 0x00010000;
/** `CLONE_NEW*`: mount, cgroup, UTS, IPC, user, PID and network namespaces. */
const CLONE_NAMESPACES = 0x7e020000;
/** AF_UNIX, AF_INET and AF_INET6; the others, such as AF_VSOCK, are not covered by a network namespace. */
const SOCKET_DOMAINS = [1, 2, 10];

/**
 * A seccomp filter in the form that `bwrap --seccomp` reads: an array of `struct sock_filter`, little-endian. It refuses
 * calls that reach other processes, namespaces, kernel facilities or memory outside the limits, and, if `mayFork` is
 * false, new processes (threads stay possible). Null for an architecture whose numbers are not listed. Pure.
 */
export function seccompFilter(architecture: string, mayFork: boolean): Buffer | null {
  const arch = ARCHITECTURES[architecture];
  if (!arch) return null;
  const refuse = (number: number, result: number) => [step(JUMP_EQUAL, number, 0, 1), step(RETURN, result)];
  const cloneRule = mayFork
    ? [step(JUMP_ANY_BIT, CLONE_NAMESPACES, 0, 1), step(RETURN, EPERM), step(RETURN, ALLOW)]
    : [step(JUMP_ANY_BIT, CLONE_THREAD, 1, 0), step(RETURN, EPERM), step(RETURN, ALLOW)];
  const steps = [
    step(LOAD, ARCH),
    step(JUMP_EQUAL, arch.audit, 1, 0),
    step(RETURN, KILL),
    step(LOAD, NUMBER),
    ...(arch.foreignBit === null ? [] : [step(JUMP_AT_LEAST, arch.foreignBit, 0, 1), step(RETURN, EPERM)]),
    ...Object.values(REFUSED).flatMap((numbers) => refuse(numbers[arch.column], EPERM)),
    ...(mayFork ? [] : arch.forks.flatMap((number) => refuse(number, EPERM))),
    // Its flags are in memory, where a filter cannot read; the C library then uses `clone`.
    ...refuse(CLONE3[arch.column], ENOSYS),
    step(JUMP_EQUAL, CLONE[arch.column], 0, cloneRule.length + 1),
    step(LOAD, FIRST_ARGUMENT),
    ...cloneRule,
    step(JUMP_EQUAL, SOCKET[arch.column], 0, SOCKET_DOMAINS.length + 2),
    step(LOAD, FIRST_ARGUMENT),
    ...SOCKET_DOMAINS.map((domain, index) => step(JUMP_EQUAL, domain, SOCKET_DOMAINS.length - index, 0)),
    step(RETURN, EAFNOSUPPORT),
    step(RETURN, ALLOW),
  ];
  return Buffer.concat(steps);
}

/** One instruction; `ifTrue` and `ifFalse` are how many instructions a jump skips. */
function step(code: number, value: number, ifTrue = 0, ifFalse = 0): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(code, 0);
  bytes.writeUInt8(ifTrue, 2);
  bytes.writeUInt8(ifFalse, 3);
  bytes.writeUInt32LE(value >>> 0, 4);
  return bytes;
}
