/* Fields for one number: an amount with its unit, a percentage, years, a count. */

import { asText, el, nextId } from "../dom.js";
import { t } from "../i18n.js";
import { amountText, isNumber, parseAmount, plainNumber, shift } from "../money.js";
import { fieldShell, phrase } from "./shell.js";

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

/** What a field answers: nothing, a number, or that this is none. */
function answer(value) {
  if (value === null) return { error: "notNumber" };
  return value === "" ? {} : { value };
}

/** The example of the conversation, if it may be written into a form as it stands. */
function exampleFor(spec, parse) {
  const example = asText(spec.example);
  return example && parse(example) !== null ? example : "";
}

export function amountField(spec) {
  const { input, unit, echo, read } = amountInput();
  const example = exampleFor(spec, parseAmount);
  const shell = fieldShell(spec, [input, unit, echo], { inputs: [input], example: isNumber(example) ? amountText(example) : example });
  return { ...shell, read: () => answer(read()) };
}

function parsePercent(text) {
  const number = plainNumber(text).replace(/%$/, "");
  return isNumber(number) ? shift(number, -2) : null;
}

/** A percentage: 4.75 on the screen is 0.0475 in the answer. */
export function percentField(spec) {
  const input = textInput({ maxlength: 12 });
  const shell = fieldShell(spec, [input, el("span", { class: "input__suffix" }, "%")], {
    inputs: [input],
    example: exampleFor(spec, parsePercent),
  });
  return { ...shell, read: () => answer(input.value.trim() ? parsePercent(input.value) : "") };
}

function parsePlain(text) {
  const number = plainNumber(text).replace(/[年家个]$/, "");
  return isNumber(number) ? Number(number) : null;
}

function plainField(spec, suffix) {
  const input = textInput({ maxlength: 12 });
  const shell = fieldShell(spec, [input, suffix], { inputs: [input], example: exampleFor(spec, parsePlain) });
  return { ...shell, read: () => answer(input.value.trim() ? parsePlain(input.value) : "") };
}

export function yearsField(spec) {
  return plainField(spec, phrase("span", "years", { class: "input__suffix" }));
}

export function countField(spec) {
  return plainField(spec, el("span", { class: "input__suffix" }, asText(spec.unit)));
}
