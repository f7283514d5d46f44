/* Fields of several rows: the members of a chain with their investments, amounts by year. */

import { asObjects, asText, el, icon, nextId } from "../dom.js";
import { t } from "../i18n.js";
import { plainNumber } from "../money.js";
import { amountInput } from "./number-fields.js";
import { fieldShell, phrase } from "./shell.js";

/** Rows that can be added and removed; `makeRow` gives {controls, read}. */
function rowsField(spec, { makeRow, startWith, addKey, rowKey, collect }) {
  const list = el("div", { class: "rows" });
  const rows = [];

  function number() {
    rows.forEach((row, index) => {
      row.title.dataset.number = index + 1;
      row.title.textContent = t(rowKey, { number: index + 1 });
      row.remove.disabled = rows.length === 1;
    });
  }

  function add() {
    const title = phrase("span", rowKey, { class: "row__title", id: nextId("row") }, { number: rows.length + 1 });
    const remove = el(
      "button",
      { type: "button", class: "icon-button row__remove", "aria-label": t("remove"), "data-i18n-label": "remove" },
      icon("bin"),
    );
    const { controls, read } = makeRow(rows.length);
    const node = el("div", { class: "row", role: "group", "aria-labelledby": title.id }, title, remove, el("div", { class: "row__controls" }, controls));
    const row = { node, title, remove, read };
    remove.addEventListener("click", () => {
      rows.splice(rows.indexOf(row), 1);
      node.remove();
      number();
      addButton.focus();
    });
    rows.push(row);
    list.append(node);
    number();
    return node;
  }

  const addButton = el(
    "button",
    { type: "button", class: "button button--small", onclick: () => add().querySelector(".input").focus() },
    icon("plus"),
    phrase("span", addKey),
  );
  const shell = fieldShell(spec, [list, addButton], { group: true });
  for (let count = 0; count < startWith; count += 1) add();

  const read = () => {
    const answers = rows.map((row) => row.read());
    const filled = answers.filter((it) => it !== null);
    if (filled.some((it) => it.error)) return { error: filled.find((it) => it.error).error };
    return filled.length > 0 ? { value: collect(filled.map((it) => it.value)) } : {};
  };
  return { ...shell, read };
}

function investmentOf(yuan) {
  if (yuan === null) return { error: "notNumber" };
  return yuan === "" ? { error: "required" } : null;
}

export function membersField(spec) {
  const given = asObjects(spec.options).map((option) => ({ value: asText(option.value), label: asText(option.label) }));
  const roles = given.length > 0 ? given : [{ value: "lead", key: "lead" }, { value: "partner", key: "partner" }];
  return rowsField(spec, {
    startWith: 3,
    addKey: "addMember",
    rowKey: "member",
    collect: (members) => members,
    makeRow(index) {
      const role = el(
        "select",
        { class: "input input--role", "aria-label": t("role"), "data-i18n-label": "role" },
        roles.map(({ value, label, key }) => (key ? phrase("option", key, { value }) : el("option", { value }, label))),
      );
      role.selectedIndex = Math.min(index, roles.length - 1);
      const amount = amountInput(t("investment"));
      amount.input.dataset.i18nLabel = "investment";
      const read = () => {
        const yuan = amount.read();
        if (yuan === "") return null;
        return investmentOf(yuan) ?? { value: { role: role.value, investment: yuan } };
      };
      return { controls: [role, amount.input, amount.unit, amount.echo], read };
    },
  });
}

export function amountsByYearField(spec) {
  return rowsField(spec, {
    startWith: 2,
    addKey: "addYear",
    rowKey: "yearRow",
    collect: Object.fromEntries,
    makeRow() {
      const year = el("input", {
        type: "text",
        inputmode: "numeric",
        maxlength: 4,
        class: "input input--year",
        "aria-label": t("year"),
        "data-i18n-label": "year",
        "data-i18n-placeholder": "year",
        placeholder: t("year"),
      });
      const amount = amountInput(t("investment"));
      amount.input.dataset.i18nLabel = "investment";
      const read = () => {
        const yuan = amount.read();
        const written = plainNumber(year.value);
        if (written === "" && yuan === "") return null;
        if (!/^\d{4}$/.test(written)) return { error: written ? "notNumber" : "required" };
        return investmentOf(yuan) ?? { value: [written, yuan] };
      };
      return { controls: [year, amount.input, amount.unit, amount.echo], read };
    },
  });
}
