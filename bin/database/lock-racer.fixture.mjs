// Waits for the agreed moment, tries to take the lock, says how it went, and holds on until it is killed.
import { takeLock } from "./lock.mjs";

const [folder, startAt] = process.argv.slice(2);
while (Date.now() < Number(startAt));
try {
  takeLock(folder, "database");
  process.stdout.write("won\n");
} catch (error) {
  process.stdout.write(`${error.name}\n`);
}
setInterval(() => {}, 1_000);
