// Saves what is written two seconds after the last key, and says who else is here. Without it the button does the same.
"use strict";
document.querySelectorAll("form[data-autosave]:not([data-locked])").forEach((form) => {
  const state = form.querySelector("[data-state]");
  const others = document.querySelector("[data-others]");
  const words = form.dataset;
  let timer = 0, sending = false, changed = false, stopped = false;

  const say = (text) => { if (state.textContent !== text) state.textContent = text; };

  async function save() {
    if (sending || stopped || !changed) return;
    sending = true;
    changed = false;
    say(words.autosave);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" }, redirect: "error",
      });
      const said = await answer.json();
      if (said.state === "saved") {
        form.elements.base.value = said.base;
        for (const [row, was] of Object.entries(said.was)) form.elements[`${row}-was`].value = was;
        if (!changed) say(`${words.saved} ${said.at}`);
      } else {
        stopped = said.state === "stale";
        say(stopped ? words.stale : said.message || words.failed);
      }
    } catch {
      changed = true;
      say(words.failed);
    }
    sending = false;
    if (changed && !stopped) timer = setTimeout(save, 5000);
  }

  form.addEventListener("input", () => {
    changed = true;
    if (stopped) return;
    say(words.unsaved);
    clearTimeout(timer);
    timer = setTimeout(save, 2000);
  });
  form.addEventListener("submit", () => { stopped = true; changed = false; clearTimeout(timer); });
  addEventListener("beforeunload", (event) => { if (changed && !sending) event.preventDefault(); });

  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(words.presence);
      if (!answer.ok) return;
      const said = await answer.json();
      const notes = said.others.length ? [`${words.joined} ${said.others.join(", ")}`] : [];
      if (said.base !== form.elements.base.value && !sending && !changed) notes.push(words.changed);
      others.textContent = notes.join(" ");
    } catch { /* the next time */ }
  }, 45000);
});
