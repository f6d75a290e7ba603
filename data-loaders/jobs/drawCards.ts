import type {Card} from "../site/card.js";
import {openCardPrinter} from "../site/card.js";

/** Pictures to draw, on a core of their own. */
export interface DrawCards {
  /** the project's folder */
  root: string;
  cards: readonly Card[];
}

/** PNG files, in the order of the cards. */
export async function run({root, cards}: DrawCards): Promise<Uint8Array[]> {
  return cards.map(await openCardPrinter(root));
}
