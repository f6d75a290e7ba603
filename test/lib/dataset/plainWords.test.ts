import {describe, expect, it} from "vitest";
import {titleOf, unitOf, wordsOf} from "../../../lib/dataset/plainWords.js";

describe("wordsOf(name)", () => {
  it.each([
    ["avg_order_value", ["avg", "order", "value"]],
    ["MonthlyCharges", ["Monthly", "Charges"]],
    ["numberOfURLs", ["number", "Of", "UR", "Ls"]],
    ["HTTPCalls", ["HTTP", "Calls"]],
    ["Zip Code", ["Zip", "Code"]],
    ["Monatsgebühr", ["Monatsgebühr"]],
    ["_x_", ["x"]]
  ])("splits %s", (name, words) => expect(wordsOf(name)).toEqual(words));
});

describe("titleOf(name) and unitOf(name)", () => {
  it.each([
    ["tenure_months", "Tenure", "months"],
    ["Monthly Charges", "Monthly charges", "a month"],
    ["logins_30d", "Logins in 30 days", null],
    ["active_days", "Active days", "days"],
    ["MRR", "MRR", null],
    ["total_usd", "Total", "USD"],
    ["usd", "Usd", null],
    ["days", "Days", "days"],
    ["Monatsgebühr", "Monatsgebühr", "a month"],
    ["monthly_calls", "Monthly calls", null],
    ["salario_mes", "Salario", "a month"],
    ["tenure_month", "Tenure", "months"],
    ["Tenure In years", "Tenure in years", "years"],
    ["avg_watch_time_per_day", "Avg watch time per day", null],
    ["TrainingTimesLastYear", "Training times last year", null],
    ["logins_last_7_days", "Logins last 7 days", null],
    ["signup_month", "Signup month", null],
    ["last_login_days", "Last login days", "days"],
    ["Total day minutes", "Total day minutes", "minutes"],
    ["TotalWorkingYears", "Total working years", "years"],
    ["tenure_year", "Tenure", "years"],
    ["constructor", "Constructor", null],
    ["__", "__", null]
  ])("%s is “%s” in %s", (name, title, unit) => {
    expect(titleOf(name)).toBe(title);
    expect(unitOf(name)).toBe(unit);
  });
});
