// Keeps what is written on this device, and nowhere else, until the person sends it or forgets it. Asks no server.
"use strict";
(() => {
  const PREFIX = "bqportal-intake:", LONGEST = 14 * 24 * 3600 * 1000;
  let store;
  try {
    store = window.localStorage;
    store.getItem(PREFIX);
  } catch {
    return; // switched off: the form works without
  }
  const sent = document.querySelector("[data-intake-sent]");
  if (sent) store.removeItem(PREFIX + sent.dataset.intakeSent);
  const form = document.querySelector("form[data-intake]");
  const panel = document.querySelector("[data-intake-kept]");
  if (!form || !panel) return;
  const key = PREFIX + form.dataset.intake;
  const state = panel.querySelector("[data-state]"), forget = panel.querySelector("button");
  // Neither the token against forged forms nor the consent: that is given anew each time.
  const fields = [...form.elements].filter((one) =>
    one.name && !["hidden", "submit", "button"].includes(one.type) && !["consent", "website"].includes(one.name));
  let timer = 0, forgotten = false;

  const isTick = (one) => one.type === "checkbox" || one.type === "radio";
  const read = () => fields.filter((one) => !isTick(one) || one.checked).map((one) => [one.name, one.value]);

  function save() {
    clearTimeout(timer);
    if (forgotten) return;
    try {
      store.setItem(key, JSON.stringify({ at: Date.now(), values: read() }));
      state.textContent = panel.dataset.kept;
    } catch { state.textContent = panel.dataset.failed; }
  }

  function restore() {
    let kept = null;
    try { kept = JSON.parse(store.getItem(key)); } catch { /* unreadable: begin anew */ }
    if (!kept || !Array.isArray(kept.values) || Date.now() - kept.at > LONGEST) {
      store.removeItem(key);
      return;
    }
    const has = (one) => kept.values.some(([name, value]) => name === one.name && (!isTick(one) || value === one.value));
    for (const one of fields) {
      const found = kept.values.find(([name]) => name === one.name);
      if (isTick(one)) one.checked = has(one);
      else if (found) one.value = found[1];
    }
    form.querySelectorAll("details").forEach((part) => {
      if ([...part.querySelectorAll("input, select, textarea")].some((one) => isTick(one) ? one.checked : one.value)) part.open = true;
    });
    state.textContent = panel.dataset.restored;
  }

  panel.hidden = false;
  if (form.dataset.bound) save(); else restore();
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 300); });
  form.addEventListener("change", save);
  addEventListener("pagehide", () => { if (timer) save(); });
  forget.addEventListener("click", () => {
    forgotten = true;
    store.removeItem(key);
    location.replace(location.pathname);
  });
})();
