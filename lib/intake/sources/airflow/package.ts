import { createHash } from "node:crypto";
import { strToU8, zipSync } from "fflate";

const NAME = "pipeline_debugger_airflow";
const VERSION = "1.0.0";
const DIST_INFO = `${NAME}-${VERSION}.dist-info`;

/** The modules of the package, in `clients/airflow`. */
export const PACKAGE_MODULES = [
  "pipeline_debugger_callback.py",
  "pipeline_debugger_plugin.py",
  "pipeline_debugger_retry.py",
] as const;

/** The name of the wheel, which pip reads name and version from. */
export const PACKAGE_FILE = `${NAME}-${VERSION}-py3-none-any.whl`;

const METADATA = `Metadata-Version: 2.1
Name: pipeline-debugger-airflow
Version: ${VERSION}
Summary: Reports failures of every Airflow DAG to Pipeline Debugger
License: Apache-2.0
Requires-Python: >=3.8
`;

const WHEEL = `Wheel-Version: 1.0
Generator: pipeline-debugger
Root-Is-Purelib: true
Tag: py3-none-any
`;

const ENTRY_POINTS = `[airflow.plugins]
pipeline_debugger = pipeline_debugger_plugin:PipelineDebuggerPlugin

[airflow.policy]
pipeline_debugger = pipeline_debugger_retry
`;

/**
 * The Airflow plugin as a Python wheel, which pip installs without building and without other packages
 * (https://packaging.python.org/en/latest/specifications/binary-distribution-format/). The same modules give the same
 * bytes. Pure.
 */
export function airflowPackage(modules: ReadonlyMap<string, string>): Uint8Array<ArrayBuffer> {
  const files = new Map([
    ...modules,
    [`${DIST_INFO}/METADATA`, METADATA],
    [`${DIST_INFO}/WHEEL`, WHEEL],
    [`${DIST_INFO}/entry_points.txt`, ENTRY_POINTS],
  ]);
  const record = [...files].map(([path, text]) => {
    const bytes = strToU8(text);
    const digest = createHash("sha256").update(bytes).digest("base64url");
    return `${path},sha256=${digest},${bytes.length}`;
  });
  files.set(`${DIST_INFO}/RECORD`, [...record, `${DIST_INFO}/RECORD,,`, ""].join("\n"));
  const entries = Object.fromEntries([...files].map(([path, text]) => [path, strToU8(text)]));
  // A fixed time: zip files cannot hold one before 1980.
  return new Uint8Array(zipSync(entries, { mtime: new Date(1980, 0, 1, 12) }));
}
