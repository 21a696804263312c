// A coupon's form: hides what its kind and way don't need, and shows with which others it goes together while that is chosen.
"use strict";
(() => {
  const told = document.querySelector("[data-stacking]");
  if (!told) return;
  const form = told.closest("form");
  let asking = null, timer = 0;

  const needs = {
    value: () => ["amount", "percent"].includes(form.elements.kind.value),
    cap: () => form.elements.kind.value === "percent",
    gift: () => form.elements.kind.value === "gift",
    trigger: () => form.elements.way.value === "auto",
    shared_code: () => form.elements.way.value === "code",
    points_price: () => form.elements.way.value === "points",
  };

  const dress = () => {
    for (const [name, needed] of Object.entries(needs)) {
      const row = form.querySelector(".field-" + name);
      if (row) row.style.display = needed() || row.querySelector(".errorlist") ? "" : "none";
    }
  };

  const show = async () => {
    const asked = new URLSearchParams({ stack: form.elements.stack.value, of: told.dataset.of });
    if (form.elements.is_exclusive.checked) asked.append("is_exclusive", "1");
    for (const box of form.querySelectorAll("input[name=combines_with]:checked")) asked.append("combines_with", box.value);
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(told.dataset.stacking + "?" + asked, { signal: asking.signal, credentials: "same-origin" });
      if (answer.ok) told.innerHTML = await answer.text();
    } catch (problem) {
      if (problem.name !== "AbortError") throw problem;
    }
  };

  form.addEventListener("change", event => {
    dress();
    if (/^(stack|combines_with|is_exclusive)$/.test(event.target.name)) {
      clearTimeout(timer);
      timer = setTimeout(show, 150);
    }
  });
  dress();
})();
