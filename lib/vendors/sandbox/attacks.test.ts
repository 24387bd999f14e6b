import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasNamespaces, runInNamespaces } from "@/lib/vendors/sandbox/namespaces";
import { DEFAULT_LIMITS, type SandboxLimits, type SandboxResult } from "@/lib/vendors/sandbox/sandbox";
import {
  HOSTILE_PROGRAMS,
  hostileProgram,
  type Target,
} from "@/lib/vendors/sandbox/testing/hostile-programs";
import { runWasmPython } from "@/lib/vendors/sandbox/wasm-python";

const SECRET = "pd-secret-4f1c";
const folder = mkdtempSync(join(tmpdir(), "pd-attacks-"));
const servers: Server[] = [];
let bystander: ChildProcess | undefined;
let target: Target;

beforeAll(async () => {
  process.env["PD_ATTACK_SECRET_KEY"] = SECRET;
  writeFileSync(join(folder, "secrets.json"), SECRET);
  const listen = (where: number | string) =>
    new Promise<Server>((resolve) => {
      const server = createServer((socket) => socket.end(SECRET));
      servers.push(server);
      if (typeof where === "number") server.listen(where, "127.0.0.1", () => resolve(server));
      else server.listen(where, () => resolve(server));
    });
  const tcp = await listen(0);
  await listen(join(folder, "socket"));
  await listen("\0pd-abstract");
  bystander = spawn("sleep", ["600"], { stdio: "ignore" });
  const address = tcp.address();
  target = {
    file: join(folder, "secrets.json"),
    folder,
    secret: SECRET,
    port: typeof address === "object" && address ? address.port : 0,
    socket: join(folder, "socket"),
    pids: [process.pid, bystander.pid ?? 0],
  };
});
afterAll(() => {
  delete process.env["PD_ATTACK_SECRET_KEY"];
  bystander?.kill("SIGKILL");
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

const files = new Map([["input.txt", "input\n"]]);
/** Generous, because the machine may be busy; what never ends needs no time. */
const limitsOf = (attack: string) => ({
  ...DEFAULT_LIMITS,
  wallMs: attack === "never ends" ? 4_000 : 40_000,
});
const limits = limitsOf("");
const SYSTEM_PYTHON = "/usr/bin/python3";

type Run = (program: string, stdin: string, limits: SandboxLimits) => Promise<SandboxResult>;
const namespaced =
  (processes: number): Run =>
  (program, stdin, limits) =>
    runInNamespaces({
      program: SYSTEM_PYTHON,
      args: ["-I", "-c", program],
      folders: [],
      files,
      stdin,
      limits: { ...limits, processes },
    });
const ISOLATIONS: { name: string; isHere: boolean; run: Run }[] = [
  {
    name: "WebAssembly",
    isHere: true,
    run: (program, stdin, limits) => runWasmPython({ args: ["-I", "-c", program], files, stdin, limits }),
  },
  ...[1, 12].map((processes) => ({
    name: `namespaces, ${processes} process(es)`,
    isHere: existsSync(SYSTEM_PYTHON),
    run: namespaced(processes),
  })),
];
const canNamespace = await hasNamespaces();

/** Command lines of the processes of this machine. */
function commandLines(): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        return "";
      }
    });
}

const temporaryFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("pd-sandbox-"));

for (const { name, isHere, run } of ISOLATIONS) {
  const isUsable = isHere && (name === "WebAssembly" || canNamespace);
  describe.skipIf(!isUsable)(`a hostile program in ${name}`, () => {
    it.each(Object.keys(HOSTILE_PROGRAMS))("that %s gets nowhere", async (attack) => {
      const before = new Set(temporaryFolders());
      const result = await run(hostileProgram(attack), JSON.stringify(target), limitsOf(attack));
      const output = result.stdout + result.stderr;
      expect(output.split("\n").filter((line) => line.startsWith("ESCAPED"))).toEqual([]);
      expect(output).not.toContain(SECRET);
      expect(result.durationMs).toBeLessThan(limitsOf(attack).wallMs + 3_000);
      expect(output.length).toBeLessThanOrEqual(limits.outputBytes);
      if (attack === "never ends") expect(result.ending).toBe("time");
      else if (attack === "prints a gigabyte") expect(result.ending).toBe("output");
      // It ran at all: every attack says what was refused, or where it stopped.
      else if (attack !== "reads the environment")
        expect(output).toMatch(/refused:|stopped after|done|Error/);
      expect(bystander?.exitCode).toBeNull();
      expect(bystander?.signalCode).toBeNull();
      // Nothing is left: no file, no process.
      expect(temporaryFolders().filter((left) => !before.has(left))).toEqual([]);
      expect(readdirSync(folder).toSorted()).toEqual(["secrets.json", "socket"]);
      expect(commandLines().filter((line) => /pd-left-behind/.test(line))).toEqual([]);
    });
  });
}

it("keeps files inside the sandbox's folder", async () => {
  for (const path of ["../outside", "/etc/outside", "a/../../b", ""]) {
    const run = { program: "/bin/true", args: [], folders: [], limits };
    await expect(runInNamespaces({ ...run, files: new Map([[path, "x"]]) })).rejects.toThrow("path");
    await expect(runWasmPython({ args: [], files: new Map([[path, "x"]]), limits })).rejects.toThrow("path");
  }
});

it("ends a run when its caller gives up", async () => {
  const signal = AbortSignal.timeout(1_000);
  const args = ["-I", "-c", "while True: pass"];
  await expect(runWasmPython({ args, files, limits, signal })).rejects.toThrow("timeout");
});
