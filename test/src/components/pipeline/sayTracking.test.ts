import {expect, it} from "vitest";
import {sayTracking} from "../../../../src/components/pipeline/runNotes.js";

it("sayTracking(tracking) says nothing where no server is used", () => {
  expect(sayTracking({state: "off", waiting: 0, reason: null, registered: null})).toBeNull();
});

it("sayTracking(tracking) says what waits and why, and that it is not lost", () => {
  expect(
    sayTracking({state: "waiting", waiting: 2, reason: "the server could not be reached, or took too long", registered: null})
  ).toEqual({
    kind: "caution",
    title: "2 runs wait to be told to the MLflow server",
    body: "At this build the server could not be reached, or took too long. Nothing is lost: the next build sends what waits."
  });
});

it("sayTracking(tracking) names the versions that aliases stand for", () => {
  const said = sayTracking({
    state: "delivered",
    waiting: 0,
    reason: null,
    registered: {name: "gym_churn", versions: {champion: "3", challenger: "1"}}
  })!;
  expect(said.kind).toBe("info");
  expect(said.body).toBe(
    "Every trial and finalist was delivered. Of the registered model gym_churn, champion is version 3, challenger is version 1."
  );
});
