import {describe, expect, it} from "vitest";
import {createTurns} from "../../../data-loaders/flow/turns.js";

const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("createTurns()", () => {
  it("lets one go on at a time, the lowest rank of those that ask in one moment first", async () => {
    const turns = createTurns();
    const began: number[] = [];
    const ends = new Map<number, () => void>();
    const ask = async (rank: number): Promise<void> => {
      const end = await turns.take(rank);
      began.push(rank);
      ends.set(rank, end);
    };
    for (const rank of [3, 1, 2]) void ask(rank);
    await aMoment();
    expect(began).toEqual([1]);
    void ask(0);
    ends.get(1)?.();
    ends.get(1)?.(); // once more gives no further turn
    await aMoment();
    expect(began).toEqual([1, 0]);
    ends.get(0)?.();
    await aMoment();
    ends.get(2)?.();
    await aMoment();
    expect(began).toEqual([1, 0, 2, 3]);
  });
});
