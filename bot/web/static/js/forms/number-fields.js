/* Fields for one number: an amount with its unit, a percentage, years, a count. */

import { asText, el, nextId } from "../dom.js";
import { t } from "../i18n.js";
import { amountText, isNumber, parseAmount, plainNumber, shift } from "../money.js";
import { fieldShell, phrase, unanswered } from "./shell.js";

const UNITS = [
  { places: 4, key: "wan" },
  { places: 0, key: "yuan" },
  { places: 8, key: "yi" },
];

function textInput(properties = {}) {
  return el("input", { type: "text", inputmode: "decimal", autocomplete: "off", class: "input", id: nextId("input"), ...properties });
}

/** An input for yuan with a choice of unit; `read` gives yuan as a decimal string, "" or null for no number. */
export function amountInput(label = null) {
  const input = textInput({ maxlength: 24, "aria-label": label });
  const unit = el(
    "select",
    { class: "input input--unit", "aria-label": t("unit"), "data-i18n-label": "unit" },
    UNITS.map(({ places, key }) => phrase("option", key, { value: places })),
  );
  const echo = el("output", { class: "field__echo", for: input.id });
  const read = () => (input.value.trim() ? parseAmount(input.value, Number(unit.value)) : "");
  const show = () => {
    const yuan = read();
    echo.replaceChildren(...(yuan ? [phrase("span", "equals", {}, { amount: amountText(yuan) })] : []));
  };
  input.addEventListener("input", show);
  unit.addEventListener("change", show);
  return { input, unit, echo, read };
}

function answer(spec, value) {
  if (value === null) return { error: "notNumber" };
  if (value !== "") return { value };
  return unanswered(spec);
}

export function amountField(spec) {
  const { input, unit, echo, read } = amountInput();
  const example = asText(spec.example);
  const shell = fieldShell(spec, [input, unit, echo], {
    inputs: [input],
    example: isNumber(example) ? amountText(example) : example,
  });
  return { ...shell, read: () => answer(spec, read()) };
}

/** A percentage: 4.75 on the screen is 0.0475 in the answer. */
export function percentField(spec) {
  const input = textInput({ maxlength: 12 });
  const example = asText(spec.example);
  const shell = fieldShell(spec, [input, el("span", { class: "input__suffix" }, "%")], {
    inputs: [input],
    example: isNumber(example) && Number(example) < 1 ? `${shift(example, 2)}%` : example,
  });
  const read = () => {
    const number = plainNumber(input.value).replace(/%$/, "");
    if (number === "") return answer(spec, "");
    return answer(spec, isNumber(number) ? shift(number, -2) : null);
  };
  return { ...shell, read };
}

function plainField(spec, suffix) {
  const input = textInput({ maxlength: 12 });
  const shell = fieldShell(spec, [input, suffix], { inputs: [input] });
  const read = () => {
    const number = plainNumber(input.value);
    if (number === "") return answer(spec, "");
    return answer(spec, isNumber(number) ? Number(number) : null);
  };
  return { ...shell, read };
}

export function yearsField(spec) {
  return plainField(spec, phrase("span", "years", { class: "input__suffix" }));
}

export function countField(spec) {
  return plainField(spec, el("span", { class: "input__suffix" }, asText(spec.unit)));
}
