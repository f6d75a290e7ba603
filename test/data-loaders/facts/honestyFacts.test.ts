import {expect, test} from "vitest";
import {honestyFacts} from "../../../data-loaders/facts/experimentsFacts.js";
import {createExperimentsBook, createFailedExperimentsBook} from "../../fixtures/book/experiments.js";
import {createHonestyBook} from "../../fixtures/book/honesty.js";

const honesty = createHonestyBook();
const sound = {...createExperimentsBook(), failures: []};

test("honestyFacts(honesty, experiments) is silent in a sound run; a caution is no alarm", () => {
  expect(honestyFacts(honesty, sound)).toEqual({alarmClass: "absent", alarms: ""});
});

test("honestyFacts(honesty, experiments) says which learners were lost, and what broke", () => {
  const failed = createFailedExperimentsBook();
  const {alarmClass, alarms} = honestyFacts(honesty, failed);
  expect(alarmClass).toBe("shown");
  expect(alarms).toContain(
    "Random forest: none of 4 trials finished, so it took no part in the choice. The first error: fit: memory must suffice; got 0."
  );
  expect(failed.failures.length).toBeGreaterThan(1);
  for (const {title} of failed.failures) expect(alarms).toContain(`${title}: `);
});

test("honestyFacts(honesty, experiments) passes on every alarm with its numbers", () => {
  const checks = honesty.checks.map((d) => ({...d, passed: false}));
  const {alarms} = honestyFacts({...honesty, checks}, sound);
  expect(alarms.match(/” does not hold: /g)).toHaveLength(2);
  expect(alarms).toMatch(
    /“No column gives the label away” does not hold: by the churn rates of its bins, the best column is Days active \(0\.720\)/
  );
});
