import {tmpdir} from "node:os";
import {join} from "node:path";

/** Where other people's packages and scratch files go: outside of the repository. */
export const PEERS_HOME = join(tmpdir(), "churnbook-peers");
