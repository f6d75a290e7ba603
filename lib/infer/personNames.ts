import {plainWordsOf} from "../dataset/plainWords.js";

/** Of plain words, as all here. */
const PERSON =
  /^(surname|firstname|lastname|fullname|forename|vorname|nachname|prenom|apellidos?|cognome|sobrenome|voornaam|achternaam|fornamn|efternamn|etternavn|nazwisko|imie)$/;
/** Of however few. */
const PERSONS_OWN_NAME = /(^| )(first|last|given|family|middle|maiden) name$/;
/** Who serves somebody, or leads them: of however few. */
const SERVERS_NAME = new RegExp(
  `(^| )(${[
    "manager|supervisor|boss|teacher|tutor|trainer|coach|mentor|doctor|physician",
    "agent|advis[eo]r|broker|banker|salesperson|seller|consultant|rep(resentative)?"
  ].join("|")})s? name$`
);
/** Names of people, but not of what else has a name: a plan, a city or a product. */
const PERSONS_NAME =
  /^((first|last|full|given|family|middle|customer|client|user|member|employee|contact|subscriber|patient|holder|kunden?) ?)?(name|nombre|nom|nome|naam|navn|namn)$|^(name|nombre|nom|nome)( (de|del|du|des|la|l|do|da|dei|della|of|the))*( (first|last|clientes?|clients?|customers?|soci[oa]s?|membres?|membros?|abonnes?|adherents?|usuarios?|titulaire|titular|employes?|empleados?|dipendente|funcionario))$/;

/** Whether a column of so many different texts holds names of people, by its own name. */
export function namesPeople(name: string, nDistinct: number): boolean {
  const plain = plainWordsOf(name);
  const spoken = plain.join(" ");
  return (
    plain.some((word) => PERSON.test(word)) ||
    PERSONS_OWN_NAME.test(spoken) ||
    SERVERS_NAME.test(spoken) ||
    (nDistinct > 20 && PERSONS_NAME.test(spoken))
  );
}
