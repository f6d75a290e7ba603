import type {Count} from "../groups.js";
import type {DatasetDefinition} from "../dataset/definition.js";

/** What was read: `dataset.json`. */
export interface DatasetBook {
  definition: DatasetDefinition;
  /** sample: the synthetic sample, and every page says so */
  source: {
    kind: "sample" | "file";
    /** file names without folders */ name: string;
    /** 8 digits, of a salted hash of what was read */ hash: string;
    format: string;
  };
  /**
   * of the rows that cleaning keeps: rows = labelled + unlabelled, labelled = train + test + those beyond protocol.fitRows; the
   * ledger has those that it removed. Unlabelled ones that are too few to be told of are not among the rows either
   */
  counts: {rows: number; labelled: number; unlabelled: Count; churned: number; retained: number; train: number; test: number};
  /** churned / labelled */
  baseRate: number;
  /** whose the labelled rows are, where rows repeat customers; null: each row is one of its own */
  customers: number | null;
  /** as many rows drawn each by itself would tell the churn rate as well as the labelled ones do; null: each row is drawn by itself */
  effective: number | null;
  /** how many rows a row's customer has, on average over the rows that are learned from or judged by: two digits; null: each row is drawn by itself */
  rowsEach: number | null;
  /** whether these are too few to tell how good a model is: see isFew of lib/champion */
  isFew: boolean;
  /** whether rows of the table may be shown */
  rowsPublished: boolean;
}
