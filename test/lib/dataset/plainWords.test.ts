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
    ["Letzter Besuch", "Letzter Besuch", null],
    ["Besuche_letzte_30_Tage", "Besuche letzte 30 Tage", null],
    ["Beitrag (€/Monat)", "Beitrag", "EUR a month"],
    ["Durée de séance (min)", "Durée de séance", "minutes"],
    ["balance_min", "Balance min", null],
    ["Wait time (in hours)", "Wait time", "hours"],
    ["smart meter installed (Y/N)", "Smart meter installed", null],
    ["Did they leave? (1=yes)", "Did they leave", null],
    ["Size (inch)", "Size inch", null],
    ["(min)", "Min", null],
    ["fee_eur_month", "Fee", "EUR a month"],
    ["NPS-Score", "NPS-Score", null],
    ["Sauna-Zugang", "Sauna-Zugang", null],
    ["avg-order-value", "Avg order value", null],
    ["Avg-Order-Value", "Avg order value", null],
    ["kWhConsumptionQ1", "kWh consumption Q1", null],
    ["iPhoneUser", "iPhone user", null],
    ["daysInArrears2023Q4", "Days in arrears 2023 Q4", null],
    ["avg_balance_cents_90d", "Avg balance in 90 days", "cents"],
    ["ARPU_EUR_3m", "ARPU in 3 months", "EUR"],
    ["spend_usd_1m", "Spend in 1 month", "USD"],
    ["bill_shock_cnt_12M", "Bill shock cnt in 12 months", null],
    ["2Max", "2 max", null],
    ["CO2_kg", "CO2", "kg"],
    ["pct_bill_increase", "Bill increase", "%"],
    ["percent_of_calls", "Percent of calls", null],
    ["%_renewable", "Renewable", "%"],
    ["price/£", "Price", "GBP"],
    ["n_complaints", "Number of complaints", null],
    ["num_of_products", "Number of products", null],
    ["num_days", "Number of days", "days"],
    ["numOrders12m", "Number of orders in 12 months", null],
    ["logins30d", "Logins in 30 days", null],
    ["mp3d", "Mp3d", null],
    ["Manager rating (1-5)", "Manager rating", null],
    ["NPS (0 to 10)", "NPS", null],
    ["Training </b> hours", "Training hours", "hours"],
    ["<b>Monthly</b> <i>fee</i>", "Monthly fee", "a month"],
    ["age<30 and visits>5", "Age<30 and visits>5", null],
    ["constructor", "Constructor", null],
    ["__", "__", null]
  ])("%s is “%s” in %s", (name, title, unit) => {
    expect(titleOf(name)).toBe(title);
    expect(unitOf(name)).toBe(unit);
  });
});
