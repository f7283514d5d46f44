/* Fields that are chosen, not typed: options, yes or no or not sure, a date. */

import { asObjects, asText, el, nextId } from "../dom.js";
import { fieldShell, phrase } from "./shell.js";

const YES_NO = [
  { key: "yes", answer: true },
  { key: "no", answer: false },
  { key: "unsure", answer: null },
];

function radios(options) {
  const group = nextId("group");
  return options.map((option, index) => {
    const id = nextId("option");
    const text = option.key ? phrase("span", option.key) : el("span", {}, asText(option.label));
    return el(
      "label",
      { class: "option", for: id },
      el("input", { type: "radio", name: group, id, value: index, class: "option__input" }),
      text,
    );
  });
}

function radioField(spec, options) {
  const controls = radios(options);
  const shell = fieldShell(spec, controls, { group: true });
  const read = () => {
    const chosen = shell.node.querySelector("input:checked");
    return chosen ? { value: options[Number(chosen.value)].answer } : {};
  };
  return { ...shell, read };
}

export function choiceField(spec) {
  return radioField(spec, asObjects(spec.options).map((option) => ({ label: option.label, answer: option.value })));
}

export function yesNoField(spec) {
  return radioField(spec, YES_NO);
}

export function dateField(spec) {
  const input = el("input", { type: "date", class: "input input--date", id: nextId("input") });
  const shell = fieldShell(spec, [input], { inputs: [input] });
  const read = () => (input.value ? { value: input.value } : {});
  return { ...shell, read };
}
