import {expect, test} from "vitest";
import {honestyFacts} from "../../../data-loaders/facts/experimentsFacts.js";
import {createExperimentsBook, createFailedExperimentsBook} from "../../fixtures/book/experiments.js";
import {createHonestyBook} from "../../fixtures/book/honesty.js";

const honesty = createHonestyBook();
const sound = {...createExperimentsBook(), failures: []};

test("honestyFacts(honesty, experiments) is silent in a sound run; a caution is no alarm", () => {
  expect(honestyFacts(honesty, sound)).toEqual({alarmClass: "absent", alarms: "", alarmCount: "0"});
});

test("honestyFacts(honesty, experiments) says which learners were lost, and what broke", () => {
  const {alarmClass, alarms, alarmCount} = honestyFacts(honesty, createFailedExperimentsBook());
  expect(alarmClass).toBe("shown");
  expect(alarms).toContain(
    "Random forest: none of 4 trials finished, so it took no part in the choice. The first error: fit: memory must suffice; got 0."
  );
  expect(Number(alarmCount)).toBeGreaterThan(1);
});

test("honestyFacts(honesty, experiments) passes on every alarm with its numbers", () => {
  const checks = honesty.checks.map((d) => ({...d, passed: false}));
  const {alarms, alarmCount} = honestyFacts({...honesty, checks}, sound);
  expect(alarmCount).toBe("2");
  expect(alarms).toMatch(/“No column gives the label away” does not hold: the best column alone is Days active \(0\.720\)/);
});
