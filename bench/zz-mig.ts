import { migrate } from "@/lib/platform/db/migrate";
import { createPool } from "@/lib/platform/db/pool";
const pool = createPool(process.argv[2]!, 2); const t = performance.now();
console.log(await migrate(pool, process.argv[3]!), (performance.now() - t) / 1000);
process.exit(0);
