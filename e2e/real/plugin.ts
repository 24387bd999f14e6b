import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { AirflowHome } from "@/e2e/real/airflow-server";
import { installWheel } from "@/e2e/real/environments";
import type { Setup } from "@/e2e/real/snippets";

/**
 * Installs the plugin as the Setup page says, for one Airflow: into a folder of its own, because the environment is shared
 * by all of them.
 */
export async function installPlugin(setup: Setup, home: AirflowHome): Promise<void> {
  const wheel = /^pip install (\S+)$/m.exec(setup.text("plugin"))?.[1];
  if (!wheel) throw new Error(`Setup does not say how to install the plugin: ${setup.text("plugin")}`);
  const target = path.join(home.folder, "site-packages");
  await mkdir(target, { recursive: true });
  await installWheel(wheel, target);
  Object.assign(home.env, setup.environment("environment"), { PYTHONPATH: target });
}
