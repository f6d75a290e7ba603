/** A campaign that came back: who was contacted by lot and who was left alone, and who left. One entry per customer, in the file's order. */
export interface Campaign {
  /** 1: contacted; 0: left alone */
  contacted: Uint8Array;
  /** 1: left */
  churned: Uint8Array;
  /** the score by which the list was drawn, on any scale, higher for a higher risk; NaN where the file has none. null: it has no such column */
  score: Float64Array | null;
  /** what each is worth who stays, in money; those of no value count as the mean of the others. null: the file has no such column */
  value: Float64Array | null;
  counts: CampaignCounts;
}

/** What became of a file's rows. */
export interface CampaignCounts {
  /** lines under the header */
  nRows: number;
  /** lines that are no rows of the table */
  nFaulty: number;
  /** rows that say neither of the two groups, and one such text */
  nStrangeGroup: number;
  strangeGroup: string | null;
  /** rows of either group that do not say who left */
  nNoOutcome: {contacted: number; alone: number};
  /** and one text that is neither outcome */
  strangeOutcome: string | null;
  /** rows of customers who stand in the file more than once, beyond each one's first */
  nRepeated: number;
  /** customers who stand in both groups: they are in none */
  nInBoth: number;
  /** customers without a score, and without a value, of those that count */
  nNoScore: number;
  nNoValue: number;
}

/** Counts of one or of several groups of customers, parted by the lot. */
export interface ArmCounts {
  nContacted: number;
  /** of these, who left */
  contactedLeft: number;
  nAlone: number;
  aloneLeft: number;
}

/** Of nobody yet. */
export function noCounts(): ArmCounts {
  return {nContacted: 0, contactedLeft: 0, nAlone: 0, aloneLeft: 0};
}

/** Adds a customer to the counts. */
export function countCustomer(counts: ArmCounts, {contacted, churned}: Pick<Campaign, "contacted" | "churned">, i: number): void {
  if (contacted[i]) {
    ++counts.nContacted;
    counts.contactedLeft += churned[i];
  } else {
    ++counts.nAlone;
    counts.aloneLeft += churned[i];
  }
}

/** @param rows of the campaign; absent: all */
export function countArms(campaign: Pick<Campaign, "contacted" | "churned">, rows?: ArrayLike<number>): ArmCounts {
  const counts = noCounts();
  const n = rows?.length ?? campaign.contacted.length;
  for (let k = 0; k < n; ++k) countCustomer(counts, campaign, rows ? rows[k] : k);
  return counts;
}
