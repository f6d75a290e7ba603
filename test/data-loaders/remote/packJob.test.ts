import {pathToFileURL} from "node:url";
import {expect, it} from "vitest";
import {packJob, unpackJob} from "../../../data-loaders/remote/packJob.js";

const here = "/srv/ann/book";
const there = "/srv/other book";
const large = Float32Array.from({length: 5000}, (_, i) => (i % 7 === 0 ? NaN : i / 3));

function jobAt(root: string) {
  const url = (path: string): string => `${pathToFileURL(root).href}/${path}`;
  const shared = new Uint8Array(new SharedArrayBuffer(3));
  shared.set([1, 2, 3]);
  return {
    module: url("jobs/fit.ts"),
    payload: {
      learner: {name: "x", source: url("lib/x.ts")},
      table: {
        columns: [
          {name: "a", values: large},
          {name: "b", values: large}
        ]
      },
      small: shared,
      rate: 0.1,
      note: "file:///elsewhere",
      none: undefined
    }
  };
}

it("unpackJob(packJob(job)) is the job, with its files where they stand on the other machine", async () => {
  const {body, blobs} = packJob(jobAt(here), here);
  expect(blobs.size).toBe(1); // equal arrays travel once
  const [[hash, bytes]] = blobs;
  const asked: string[] = [];
  const job = await unpackJob(body, there, async (name) => {
    asked.push(name);
    return bytes;
  });
  expect(asked).toEqual([hash]);
  expect(job).toEqual(jobAt(there));
});

it("packJob(job, root) gives equal jobs equal bodies, wherever the project lies", () => {
  expect(packJob(jobAt(here), here).body).toBe(packJob(jobAt(there), there).body);
});
