/* A page with a form for one scheme at a time: pick, fill in, see the result as a card. */

import { renderCard } from "../cards/card.js";
import { asObjects, asText, el, nextId } from "../dom.js";
import { getJson, postJson, Refused } from "../http.js";
import { onLanguage, t } from "../i18n.js";
import { announce, startToolbar } from "../toolbar.js";
import { clearErrors, errorsOf, readFields, showErrors } from "./errors.js";
import { makeField } from "./fields.js";
import { phrase } from "./shell.js";

const byId = (id) => document.getElementById(id);

function schemeOption(scheme, checked, choose) {
  const id = nextId("scheme");
  const input = el("input", { type: "radio", name: "scheme", class: "option__input", id, value: asText(scheme.id), onchange: choose });
  input.checked = checked;
  return el(
    "label",
    { class: "scheme", for: id },
    input,
    el("span", {}, asText(scheme.short) || asText(scheme.name)),
  );
}

/** Move the focus to the result, and the page only if the result is out of view. */
function showToReader(result) {
  const { top } = result.getBoundingClientRect();
  result.focus({ preventScroll: true });
  if (top < 0 || top > window.innerHeight / 2) result.scrollIntoView({ block: "start" });
}

/**
 * Start the page. `specsOf(scheme)` are its fields, `address(scheme)` takes what they hold, `neededFor(scheme, answer)`
 * names the fields without which the answer says nothing, `cardOf(scheme, answer)` is the result.
 */
export async function startFormPage({ specsOf, address, neededFor = () => [], cardOf }) {
  startToolbar();
  const state = { scheme: null, fields: [], card: null, busy: false };

  function showResult(card) {
    state.card = card;
    byId("result-body").replaceChildren(card ? renderCard(card) : phrase("p", "resultEmpty", { class: "muted" }));
    byId("result").classList.toggle("result--filled", Boolean(card));
  }

  function choose(scheme) {
    state.scheme = scheme;
    state.fields = specsOf(scheme).map(makeField);
    byId("scheme-note").textContent = asText(scheme.amount_text);
    byId("fields").replaceChildren(...state.fields.map((field) => field.node));
    byId("actions").hidden = false;
    clearErrors(byId("errors"), state.fields);
    showResult(null);
    history.replaceState(null, "", `?scheme=${encodeURIComponent(scheme.id)}`);
  }

  async function submit(event) {
    event.preventDefault();
    if (state.busy) return;
    clearErrors(byId("errors"), state.fields);
    const { values, errors } = readFields(state.fields);
    if (errors.length > 0) {
      showErrors(byId("errors"), state.fields, errors);
      return;
    }
    const { scheme, fields } = state;
    state.busy = true;
    announce(t("calculating"));
    byId("submit").setAttribute("aria-busy", "true");
    try {
      const answer = await postJson(address(scheme), values);
      if (state.scheme !== scheme) return;
      const needed = neededFor(scheme, answer).map((name) => ({ field: name, reason: t("required") }));
      if (needed.length > 0) throw new Refused(422, { errors: needed });
      showResult(cardOf(scheme, answer));
      announce(t("resultReady"));
      showToReader(byId("result"));
    } catch (error) {
      if (state.scheme === scheme) showErrors(byId("errors"), fields, errorsOf(error));
      announce("");
    } finally {
      state.busy = false;
      byId("submit").removeAttribute("aria-busy");
    }
  }

  async function load() {
    try {
      const schemes = asObjects(await getJson("/api/v1/schemes"));
      const asked = new URLSearchParams(location.search).get("scheme");
      const first = schemes.find((scheme) => scheme.id === asked) ?? schemes[0];
      byId("schemes").replaceChildren(...schemes.map((scheme) => schemeOption(scheme, scheme === first, () => choose(scheme))));
      choose(first);
    } catch {
      const again = el("button", { type: "button", class: "button button--small", onclick: load }, t("retry"));
      byId("schemes").replaceChildren(phrase("p", "loadFailed", { class: "muted" }), again);
    }
  }

  byId("form").addEventListener("submit", submit);
  byId("form").addEventListener("reset", (event) => {
    event.preventDefault();
    choose(state.scheme);
    state.fields[0]?.focus();
  });
  onLanguage(() => showResult(state.card));
  await load();
}

/** Conditions of an answer with the statements that the scheme gives them. */
export function withStatements(scheme, conditions) {
  const known = new Map(asObjects(scheme.conditions).map((it) => [it.id, it.statement || it.question]));
  return asObjects(conditions).map((it) => ({ ...it, statement: it.statement || known.get(it.id) }));
}
