import {describe, expect, it} from "vitest";
import {isAhead, isBirth} from "../../../lib/infer/inferColumn.js";
import {namesOutcome} from "../../../lib/infer/inferLabel.js";

describe("namesOutcome(name)", () => {
  it.each(["Zrezygnował", "Odszedł", "Rezygnacja", "Anulada", "Póliza anulada", "Annullata", "Annulé", "geannuleerd", "opzegging"])(
    "%s says who left",
    (name) => expect(namesOutcome(name)).toBe(2)
  );

  it.each(["Annual premium", "annual_income", "Annuity", "Liczba rozmów", "Manual review", "Granulated"])("%s does not", (name) =>
    expect(namesOutcome(name)).toBe(0)
  );
});

describe("isAhead(name) and isBirth(name)", () => {
  it.each([
    "einde_contract",
    "einddatum",
    "Fecha fin de contrato",
    "Data końca umowy",
    "Ważności",
    "Vertragsende",
    "Próxima factura",
    "date_end"
  ])("%s lies ahead", (name) => expect(isAhead(name)).toBe(true));

  it.each(["aansluitdatum", "Data zawarcia umowy", "Fecha de alta", "Eintritt", "last_send"])("%s does not", (name) =>
    expect(isAhead(name)).toBe(false)
  );

  it("knows words whose letters have strokes", () => {
    for (const name of ["Fødselsdato", "Födelsedatum", "Data urodzenia"]) expect(isBirth(name)).toBe(true);
  });
});
