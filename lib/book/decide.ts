import type {ScoreGroup, ValueGroups} from "./scores.js";

/** What a contact line is drawn on: the Champion's groups, without all that other finalists bring to other pages. */
export interface DecideBook {
  champion: string;
  /** of the Champion's file */
  sha256: string;
  /** of every finalist's file, by which an address of another page knows its model */
  hashes: string[];
  /** train users, by models that had not seen them; null where they are too few */
  outOfFold: ScoreGroup[] | null;
  /** null where the test users are too few */
  test: ScoreGroup[] | null;
  /** where the definition names what a user is worth */
  values?: ValueGroups;
}
