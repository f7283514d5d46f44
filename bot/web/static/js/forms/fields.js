/* Which field asks for what. */

import { choiceField, dateField, yesNoField } from "./choice-fields.js";
import { amountField, countField, percentField, yearsField } from "./number-fields.js";
import { amountsByYearField, membersField } from "./row-fields.js";

const FIELDS = {
  amount: amountField,
  percent: percentField,
  years: yearsField,
  count: countField,
  date: dateField,
  choice: choiceField,
  yes_no: yesNoField,
  members: membersField,
  amounts_by_year: amountsByYearField,
};

/** The field for an input of the API; a kind unknown to this page is asked as yes or no. */
export function makeField(spec) {
  return (Object.hasOwn(FIELDS, spec.kind) ? FIELDS[spec.kind] : yesNoField)(spec);
}
