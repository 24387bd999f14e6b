import { FROM_CODE } from "@/lib/diagnosis/testing/hostile/from-code";
import { FROM_FAILURES } from "@/lib/diagnosis/testing/hostile/from-failures";
import { FROM_PEOPLE } from "@/lib/diagnosis/testing/hostile/from-people";

/** Texts that try to steer a model, by where an attacker can write them. All are invented. */
export const HOSTILE_CORPUS = [...FROM_FAILURES, ...FROM_CODE, ...FROM_PEOPLE];
