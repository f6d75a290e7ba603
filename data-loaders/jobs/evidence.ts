import type {Evidence, EvidenceOptions} from "../../lib/fit/evidence/evidence.js";
import {gatherEvidence} from "../../lib/fit/evidence/evidence.js";
import {forkRandom} from "../../lib/random.js";

/** What {@link gatherEvidence} asks, with a seed for its randomness: one that nobody without the data knows. */
export interface GatherEvidence extends Omit<EvidenceOptions, "random"> {
  seed: string;
}

export function run({seed, ...options}: GatherEvidence): Evidence {
  return gatherEvidence({...options, random: forkRandom(seed, "evidence")});
}
