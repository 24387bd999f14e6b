import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { cleanEnv, runToEnd } from "@/e2e/real/processes";

/** The folder in which environments are cached between runs. */
export const CACHE = path.resolve(".cache/real");

interface Environment {
  packages: readonly string[];
  /** Newest allowed release date of packages, in place of a constraints file. */
  until: string;
}

const ENVIRONMENTS = {
  airflow3: { packages: ["apache-airflow==3.3.2", "apache-airflow-providers-postgres"], until: "2026-11-20" },
  openlineage: {
    packages: [
      "apache-airflow==3.3.2",
      "apache-airflow-providers-postgres",
      "apache-airflow-providers-openlineage",
    ],
    until: "2026-11-20",
  },
  airflow2: { packages: ["apache-airflow==2.10.5"], until: "2025-02-20" },
  prefect3: { packages: ["prefect==3.8.8", "fastapi<0.151", "psycopg2-binary"], until: "2026-11-20" },
} satisfies Record<string, Environment>;

export type EnvironmentName = keyof typeof ENVIRONMENTS;

/**
 * Creates or reuses a virtual environment with the orchestrator from PyPI. @returns its `bin` folder.
 * @throws if Python is missing or a package cannot be installed.
 */
export async function ensureEnvironment(name: EnvironmentName): Promise<string> {
  const folder = path.join(CACHE, name);
  const bin = path.join(folder, "bin");
  const { packages, until } = ENVIRONMENTS[name];
  const stamp = path.join(folder, `.installed-${packages.join(" ").replaceAll(/[^\w.=-]/g, "_")}-${until}`);
  if (existsSync(stamp)) return bin;
  const uv = await ensureUv();
  const env = cleanEnv({ UV_CACHE_DIR: path.join(CACHE, "uv-cache") });
  const options = { cwd: CACHE, env };
  await runToEnd(uv, ["venv", "--quiet", "--clear", "--python", "3.11", folder], options).catch(() =>
    runToEnd(uv, ["venv", "--quiet", "--clear", "--python", "python3", folder], options),
  );
  const python = path.join(bin, "python");
  await runToEnd(
    uv,
    ["pip", "install", "--quiet", "--python", python, "--exclude-newer", until, ...packages],
    options,
  );
  await writeFile(stamp, "");
  return bin;
}

/** Installs a wheel by its address into a folder for PYTHONPATH. */
export async function installWheel(url: string, target: string): Promise<void> {
  await ensureUv();
  const pip = path.join(CACHE, "uvenv", "bin", "pip");
  await runToEnd(pip, ["install", "--quiet", "--target", target, url], { cwd: CACHE, env: cleanEnv({}) });
}

async function ensureUv(): Promise<string> {
  await mkdir(CACHE, { recursive: true });
  const folder = path.join(CACHE, "uvenv");
  const uv = path.join(folder, "bin", "uv");
  if (existsSync(uv)) return uv;
  const options = { cwd: CACHE, env: cleanEnv({}) };
  await runToEnd("python3", ["-m", "venv", folder], options);
  await runToEnd(path.join(folder, "bin", "pip"), ["install", "--quiet", "uv"], options);
  return uv;
}
