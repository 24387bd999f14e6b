/**
 * One value per process under `name`, made when first asked for. Bundles load a module more than once; limits and
 * queues must be shared between their copies.
 */
export function processWide<T>(name: string, make: () => T): T {
  const key = Symbol.for(`pipeline-debugger.${name}`);
  const holder = globalThis as { [key]?: T };
  holder[key] ??= make();
  return holder[key];
}
