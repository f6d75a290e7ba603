import {expect, it} from "vitest";
import {isTakenAsFixed} from "../../../lib/infer/takenAsFixed.js";

it.each([
  ...["Age", "Age Range", "customer_age", "Gender", "SeniorCitizen", "HispanicLatino", "Mother's qualification", "Nacionalidad"],
  ...["tenure", "Tenure in Months", "YearsAtCompany", "YearsWithCurrManager", "TotalWorkingYears", "time_spend_company", "JoiningYear"],
  ...["Months_on_book", "Months a member", "Weeks since first box", "Year Of Residence", "account_age", "Account length", "Lifetime"],
  ...["years_with_bank", "membership_years", "signup_days", "Policy_Tenure_Years", "Antigüedad", "年齢", "性別"],
  ...["MESES_DE_CASA", "Tempo de casa (anos)", "NumYearsWorked", "meses como cliente", "Sesso"]
])("takes %s for what nobody can change", (name) => expect(isTakenAsFixed(name, "integer")).toBe(true));

it.each([
  ...["Days since last login", "DaySinceLastOrder", "last_login_days", "YearsSinceLastPromotion", "Month_to_end_contract"],
  ...[
    "monthly_fee",
    "watch_hours",
    "Months_Inactive_12_mon",
    "number_project",
    "Customer Lifetime Value",
    "days_active",
    "PercentSalaryHike"
  ],
  ...[
    "Handset age",
    "average_montly_hours",
    "page views",
    "message_count",
    "salary_per_year_of_experience",
    "Contract_period",
    "meses de contrato",
    "dias de atraso"
  ]
])("leaves %s to suggestions", (name) => expect(isTakenAsFixed(name, "number")).toBe(false));

it("takes a day on which something happened for such, and not the last time of something or what lies ahead", () => {
  const fixed = ["signup_date", "DateofHire", "DOB", "last_purchase_date", "contract_end_date"].map((name) => isTakenAsFixed(name, "date"));
  expect(fixed).toEqual([true, true, true, false, false]);
});
