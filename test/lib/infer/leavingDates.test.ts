import {describe, expect, it} from "vitest";
import {datesLeaving} from "../../../lib/infer/leavingDates.js";

describe("datesLeaving(name)", () => {
  it.each([
    "canceled_at",
    "cancelledAt",
    "Canceled At (UTC)",
    "ended_at",
    "churn_date",
    "ChurnDate",
    "date_churned",
    "Kündigungsdatum",
    "gekündigt_am",
    "Austritt am",
    "DateofTermination",
    "termination_date",
    "terminationdate_key",
    "policy_cancel_date",
    "ExitDate",
    "left_on",
    "leave_date",
    "date_de_resiliation",
    "Date de résiliation",
    "fecha_baja",
    "data_cancelamento",
    "data disdetta",
    "datum_opzegging",
    "account_closed_at",
    "employee_exit_date",
    "term_date",
    "last_working_day",
    "解約日",
    "дата_увольнения",
    "Fecha Egreso",
    "Fecha de cese",
    "Data de Desligamento",
    "data_demissao",
    "Data cessazione",
    "Data dimissioni",
    "Data zwolnienia",
    "data odejścia z pracy",
    "Datum uit dienst",
    "Fratrædelsesdato",
    "İşten çıkış tarihi"
  ])("knows %s", (name) => expect(datesLeaving(name)).toBe(2));

  it.each(["end_date", "subscription_end_date", "membership_ends_on", "date_fin", "cancel_at"])("doubts %s", (name) =>
    expect(datesLeaving(name)).toBe(1)
  );

  it.each([
    "signup_date",
    "created_at",
    "trial_end",
    "trial_ends_at",
    "contract_end_date",
    "policy_end_date",
    "Vertragsende",
    "current_period_end",
    "expires_at",
    "last_login",
    "renewed_at",
    "exit_survey_date",
    "last_order_cancelled_at",
    "plan_switched_at",
    "next_billing_date",
    "birth_date",
    "date",
    "weekend_day"
  ])("knows that %s says nothing of it", (name) => expect(datesLeaving(name)).toBe(0));
});
