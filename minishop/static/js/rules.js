// Rows of a collection's rule: adds rows, hides values nobody asks for, shows whom the rule admits while it is written.
"use strict";
(() => {
  const rules = document.querySelector("[data-rules]");
  if (!rules) return;
  const form = rules.closest("form");
  const admitted = document.querySelector("[data-admitted]");
  const name = rules.dataset.rules;
  let asking = null, timer = 0;

  const takes = row => row.querySelector("select").selectedOptions[0]?.dataset.takes;

  const dress = row => {
    const value = row.querySelector("input"), kind = takes(row);
    value.style.visibility = kind ? "" : "hidden";
    value.inputMode = kind === "days" ? "numeric" : kind === "amount" ? "decimal" : "text";
  };

  const add = () => {
    const rows = rules.querySelectorAll("[data-rule]");
    const row = rows[rows.length - 1].cloneNode(true);
    row.querySelector("select").value = "";
    row.querySelector("input").value = "";
    rows[rows.length - 1].after(row);
    dress(row);
    return row;
  };

  const show = async () => {
    const by = form.elements.match.value;
    if (!admitted || by === "hand") return;
    const asked = new URLSearchParams({ match: by, order: form.elements.order.value });
    for (const row of rules.querySelectorAll("[data-rule]")) {
      asked.append(name + "_asks", row.querySelector("select").value);
      asked.append(name + "_value", row.querySelector("input").value);
    }
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(rules.dataset.preview + "?" + asked, { signal: asking.signal, credentials: "same-origin" });
      if (answer.ok) admitted.innerHTML = await answer.text();
    } catch (problem) {
      if (problem.name !== "AbortError") throw problem;
    }
  };

  const soon = () => { clearTimeout(timer); timer = setTimeout(show, 300); };

  rules.addEventListener("change", event => {
    const row = event.target.closest("[data-rule]");
    if (row) dress(row);
    soon();
  });
  rules.addEventListener("input", soon);
  form.elements.match.addEventListener("change", soon);
  form.elements.order.addEventListener("change", soon);
  const button = rules.querySelector("[data-add]");
  button.hidden = false;
  button.addEventListener("click", () => add().querySelector("select").focus());
  rules.querySelectorAll("[data-rule]").forEach(dress);
})();
