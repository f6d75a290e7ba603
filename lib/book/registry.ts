import type {Listed} from "../named.js";
/** What is deployed and why: `registry.json`, also at `/api/registry.json`. Relative paths only. */
export interface Registry {
  /** version of this format */
  format: 1;
  name: string;
  rule: string;
  aliases: {champion: string; challenger: string | null};
  versions: RegistryVersion[];
}

export interface RegistryVersion {
  /** the finalist's name */
  name: string;
  kind: string;
  file: string;
  sha256: string;
  bytes: number;
  /** 8 digits, of a salted hash of the table */
  datasetHash: string;
  inputs: string[];
  metrics: Listed<number>;
  gates: {name: string; passed: boolean}[];
}
