import { benchIncidents } from "@/bench/incidents";
import { loadavg } from "node:os";
const [url = "", n = "1000000", only = ""] = process.argv.slice(2);
process.stderr.write(`load before ${loadavg().map((x) => x.toFixed(1))}\n`);
const f = await benchIncidents(url, Number(n), only);
for (const k of Object.keys(f)) if (!k.endsWith("Ms")) console.error(k, f[k]);
process.stderr.write(`load after ${loadavg().map((x) => x.toFixed(1))}\n`);
process.exit(0);
