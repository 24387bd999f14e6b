import { scryptSync } from "node:crypto";

/** A password hash with cheaper parameters than ours, which is quick to compare with. */
export function weakHash(password: string): string {
  const salt = Buffer.alloc(16, 7);
  const key = scryptSync(password, salt, 32, { N: 2 ** 10, r: 8, p: 1 });
  return `$scrypt$ln=10,r=8,p=1$${salt.toString("base64url")}$${key.toString("base64url")}`;
}
